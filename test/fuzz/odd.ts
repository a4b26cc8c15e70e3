/** Characters that readers, editors and terminals stumble over. */
export const oddCharacters = [
  '\u0000', // NUL
  '\uFEFF', // byte order mark
  '\u202E', // right to left
  '\u2066',
  '\u200B',
  '\u00AD',
  '\u0301', // combining
  '\u20E3',
  '\u2028', // line separator
  '\u2029',
  '\u0085', // next line
  '\u000B',
  '\u000C',
  '\u001B[31m',
  '\u009B',
  '\u00A0',
  '\u3000',
  '\uD83D', // half a pair
  '\uDE00',
  '\uFFFD',
  'İ', // becomes two characters in lower case
  'ﬀ',
  'ß',
  'Ⅷ',
  '４４３',
  '٤٤٣',
  '👩‍👩‍👧',
  '\r',
  '\n',
  '\r\n',
  '\t',
]

/** Numbers and ranges at the edge of what a port or a span may be. */
export const oddNumbers = [
  ...['0', '00', '1', '65535', '65536', '-1', '1000000000', '9'.repeat(40), '1e9', '0x1bb', '044'],
  ...['443.5', '½', '+443', '443-', '-443', '9000-8000', '0-65535', '1-65536', '443-443', '80:90', '1,000'],
]

/** Values of spans, right and wrong. */
export const oddSpans = ['0', '1', '2', '3', '-1', '2.5', '65535', '1000000', '', ' 2', '2px', 'x', '"']
