import type { FileSet } from '../write/set.ts'

const inPackage = String.raw`released/[\w.-]+\.json|changes/[\w.-]+\.json|CHANGELOG\.md|README\.md|package\.json|datapackage\.json`
const around = String.raw`package\.json|package-lock\.json|docs/roles\.md`

/**
 * The files that a release of the data writes.
 *
 * @param folder the one around the package: what names its version stands there, too
 * @param name the package's own folder
 */
export function releaseIn(folder: string, name: string): FileSet {
  const own = name.replace(/[^\w]/g, '\\$&')
  return { folder, names: new RegExp(`^(?:${own}/(?:${inPackage})|${around})$`) }
}
