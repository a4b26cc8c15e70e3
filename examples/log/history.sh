# A page with a slip, and the commit that mends it; `portolan log` tells of both.
# The names and dates are fixed, so that the commits have the same names each time.
set -eu
portolan=$PWD/bin/portolan.js
repository=$(mktemp -d)
trap 'rm -rf "$repository"' EXIT
cd "$repository"
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=Keeper GIT_AUTHOR_EMAIL=keeper@example.org
export GIT_COMMITTER_NAME=Keeper GIT_COMMITTER_EMAIL=keeper@example.org
git -c init.defaultBranch=main init --quiet

page() { # port, day, subject
  mkdir -p docs
  printf '# Ports\n\n| Protocol | Port | Source | Destination |\n| --- | --- | --- | --- |\n' > docs/ports.md
  printf '| TCP | %s | etcd | etcd |\n' "$1" >> docs/ports.md
  git add docs
  GIT_AUTHOR_DATE="$2T12:00:00Z" GIT_COMMITTER_DATE="$2T12:00:00Z" git commit --quiet -m "$3"
}
page 379 2024-02-01 'First page'
page 2379 2024-02-03 'Mend the port'
node "$portolan" log docs/ports.md
