import type { Files, Script } from './targets/target.ts'

/** Ends a file inside the script; no line of rules is like it. */
const mark = 'PORTOLAN-END-OF-FILE'

/**
 * Writes a shell script that loads rules, and restores the old ones unless somebody who can still log in confirms
 * within a minute. It does so too when the connection breaks.
 *
 * @param files those of one role
 */
export function applyScript(script: Script, files: Files): string {
  return `#!/bin/sh
# Loads firewall rules, and restores the old ones unless you confirm within a minute. Run it as root.
set -eu
seconds=\${PORTOLAN_SECONDS:-60}
work=$(mktemp -d)
${[...files].map(([name, text]) => `cat > "$work/${name}" << '${mark}'\n${text}${mark}`).join('\n')}
${script.save}
restore() {
${script.restore}
}
load() {
${script.load([...files.keys()])}
}
load || { restore; rm -rf "$work"; echo 'The new rules could not be loaded; the old ones are in force.' >&2; exit 1; }
# Lives on when the connection breaks.
( trap '' HUP INT TERM; sleep "$seconds"; : > "$work/late"; restore; rm -rf "$work" ) > /dev/null 2>&1 &
timer=$!
printf 'The new rules are in force. Log in anew from elsewhere, then type yes within %s seconds: ' "$seconds"
answer=
read -r answer || :
if [ -e "$work/late" ] || [ ! -e "$work" ]; then
  echo 'Too late: the old rules are in force.' >&2
  exit 1
fi
kill -9 "$timer" 2> /dev/null || :
if [ "$answer" = yes ]; then
  rm -rf "$work"
  echo 'The new rules stay.'
else
  restore
  rm -rf "$work"
  echo 'Not confirmed: the old rules are in force.' >&2
  exit 1
fi
`
}
