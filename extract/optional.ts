/** An optional package is needed and is not installed. */
export class MissingPackageError extends Error {
  /**
   * @param purpose what needs the packages, as the subject of a sentence
   * @param packages names to install
   */
  constructor(purpose: string, packages: string[]) {
    const names = packages.join(' and ')
    super(
      packages.length > 1
        ? `${purpose} needs the packages ${names}, which are not installed: npm install ${packages.join(' ')}`
        : `${purpose} needs the package ${names}, which is not installed: npm install ${names}`,
    )
  }
}

/**
 * Loads code that depends on optional packages.
 *
 * @param purpose what needs the packages, as the subject of a sentence: `xlsx`, `AsciiDoc`
 * @param packages names of the packages
 * @param load imports the code
 * @returns what `load` gives
 * @throws {MissingPackageError} when one of the packages is not installed
 */
export async function loadOptional<T>(
  purpose: string,
  packages: string[],
  load: () => Promise<T>,
): Promise<T> {
  try {
    return await load()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' && packages.some(name => message.includes(`'${name}'`))
    throw isMissing ? new MissingPackageError(purpose, packages) : error
  }
}
