/**
 * As much of SARIF 2.1.0 as reports use: the objects with those of their properties that are written, the
 * same limits on them, and no others allowed. What is valid here is valid by the official schema.
 */
const object = (properties: Record<string, object>, required: string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
})
const list = (of: string, more = {}) => ({ type: 'array', items: ref(of), ...more })
const ref = (name: string) => ({ $ref: `#/$defs/${name}` })
const text = { type: 'string' }
const whole = (minimum: number) => ({ type: 'integer', minimum })
const words = (...all: string[]) => ({ type: 'string', enum: all })
const level = words('none', 'note', 'warning', 'error')
/** A relative reference by RFC 3986 whose first segment has no colon, and that starts with no slash. */
const uri = { type: 'string', pattern: "^(?!/)(?![^/]*:)(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+$" }

export const sarifSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...object({ $schema: text, version: words('2.1.0'), runs: list('run') }, ['version', 'runs']),
  $defs: {
    run: object(
      {
        tool: object({ driver: ref('toolComponent') }, ['driver']),
        columnKind: words('utf16CodeUnits', 'unicodeCodePoints'),
        defaultEncoding: text,
        results: list('result'),
      },
      ['tool'],
    ),
    toolComponent: object(
      {
        name: text,
        semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
        rules: list('reportingDescriptor', { uniqueItems: true }),
      },
      ['name'],
    ),
    reportingDescriptor: object(
      {
        id: text,
        shortDescription: ref('multiformatMessageString'),
        fullDescription: ref('multiformatMessageString'),
        help: ref('multiformatMessageString'),
        defaultConfiguration: object({ level }, []),
        properties: {
          type: 'object',
          properties: { tags: { type: 'array', items: text, uniqueItems: true } },
        },
      },
      ['id'],
    ),
    multiformatMessageString: object({ text, markdown: text }, ['text']),
    message: object({ text }, ['text']),
    result: object(
      {
        ruleId: text,
        ruleIndex: whole(-1),
        level,
        message: ref('message'),
        locations: list('location'),
        relatedLocations: list('location', { uniqueItems: true }),
        partialFingerprints: { type: 'object', additionalProperties: text },
        suppressions: list('suppression', { uniqueItems: true }),
        fixes: list('fix', { uniqueItems: true }),
      },
      ['message'],
    ),
    location: object(
      { id: whole(-1), physicalLocation: ref('physicalLocation'), message: ref('message') },
      [],
    ),
    physicalLocation: object({ artifactLocation: ref('artifactLocation'), region: ref('region') }, [
      'artifactLocation',
    ]),
    artifactLocation: object({ uri, uriBaseId: text }, []),
    region: object({ startLine: whole(1), startColumn: whole(1), endLine: whole(1), endColumn: whole(1) }, [
      'startLine',
    ]),
    suppression: object(
      {
        kind: words('inSource', 'external'),
        status: words('accepted', 'underReview', 'rejected'),
        justification: text,
      },
      ['kind'],
    ),
    fix: object(
      {
        description: ref('message'),
        artifactChanges: list('artifactChange', { minItems: 1, uniqueItems: true }),
      },
      ['artifactChanges'],
    ),
    artifactChange: object(
      { artifactLocation: ref('artifactLocation'), replacements: list('replacement', { minItems: 1 }) },
      ['artifactLocation', 'replacements'],
    ),
    replacement: object({ deletedRegion: ref('region'), insertedContent: object({ text }, []) }, [
      'deletedRegion',
    ]),
  },
}
