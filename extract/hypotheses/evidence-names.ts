/** What people call each piece of evidence. Names that are used for more than one kind of decision mean the same. */
const common: Record<string, string> = {
  bias: 'the starting point',
  known: 'widely known ports',
  small: 'numbers below 20',
  protocol: 'names of protocols',
  direction: 'words for a direction',
  denied: 'words that deny the ports',
  long: 'a long text',
}

/** By kind of decision; a name that is not here is in {@link common}. */
const special: Record<EvidenceKind, Record<string, string>> = {
  table: {
    portsHeader: 'header words for ports',
    portWords: 'ports with their protocol',
    application: 'names of application protocols',
    endpoint: 'header words for source or destination',
    direction: 'a column of directions',
    action: 'a column of allow or deny',
    aroundPorts: 'the heading or sentence above is about ports',
    aroundFirewall: 'the heading or sentence above is about a firewall',
    title: 'a heading above is about ports or a firewall',
    portRows: 'the share of rows with a port',
    noPorts: 'no row has a port',
    setting: 'a column of settings',
    quantity: 'a column of quantities',
    key: 'cells that look like names of settings',
    description: 'a column of descriptions',
    value: 'the ports are in a column of values',
    protocol: 'a column or header with protocols',
    // Of a matrix.
    corner: 'a corner that says from and to',
    blankCorner: 'a blank corner',
    shared: 'the same names at the top and at the side',
    ports: 'the share of cells that hold ports',
    columns: 'more than one column of cells',
    empty: 'empty cells',
    nodes: 'names of machines at the top and at the side',
    fieldHeader: 'header words of an ordinary table',
    rowNumbers: 'numbers or protocols at the side',
    prose: 'cells of words',
  },
  column: {
    header: 'its header says so',
    otherHeader: 'its header says something else',
    headless: 'no header',
    unknown: 'unknown header words',
    headerProtocol: 'a protocol in the header',
    headerDirection: 'a direction in the header',
    first: 'the first column',
    last: 'the last column',
    otherPorts: 'another column holds ports',
    otherProtocol: 'another column holds protocols',
    'otherHead.ports': 'another header says ports',
    'otherHead.protocol': 'another header says protocol',
    'otherHead.source': 'another header says source',
    'otherHead.destination': 'another header says destination',
    ports: 'cells with ports only',
    portWords: 'cells with ports among words',
    application: 'cells with application protocols',
    any: 'cells that say all or any',
    address: 'cells with addresses',
    yesNo: 'cells that say yes or no',
    direction: 'cells that say a direction',
    action: 'cells that say allow or deny',
    number: 'cells with other numbers',
    name: 'cells with a few words',
    prose: 'cells with sentences',
    empty: 'empty cells',
    node: 'cells that name machines',
    code: 'cells in code type',
    key: 'cells that look like names of settings',
    distinct: 'different cells',
    words: 'long cells',
    rising: 'row numbers 1, 2, 3',
    paired: 'cells with two ends',
  },
  line: {
    noun: 'the word "port"',
    first: 'the port comes first',
    name: 'a name comes first',
    inline: 'the port is amid other words',
    separated: 'a mark sets the port apart',
    marked: 'the port is in bold or code',
    announced: 'the sentence above announces ports',
    heading: 'the heading above announces ports',
    year: 'could be years',
    range: 'a range',
    paragraph: 'in a paragraph, not a list',
    command: 'a command line',
    option: 'an option or a variable',
    link: 'the whole line is a link',
    refused: 'says that the port is not needed',
    beside: 'other lines beside it name ports',
  },
  subject: {
    node: 'a word for a machine',
    trimmed: 'more words than the name',
    ports: 'the word "port"',
    insideDirection: 'headings below give directions',
    distance: 'farther away',
    siblings: 'headings like it hold tables or lists, too',
    title: 'the title of the page',
    item: 'the list item around it',
    mentioned: 'the page uses the name elsewhere',
    lower: 'lower case only',
    network: 'a network, not a machine',
    rulesFor: 'rules for it',
    caption: 'a caption',
    tab: 'a tab',
    verb: 'a verb',
    number: 'a number',
    sentence: 'a sentence, not a name',
  },
}

/** What is decided: whether a table or a line states traffic, what a column holds, which machine a section is about. */
export type EvidenceKind = 'table' | 'column' | 'line' | 'subject'

/** A piece of evidence in plain words; its own name where there are none. */
export function evidenceName(kind: EvidenceKind, name: string): string {
  return special[kind][name] ?? common[name] ?? name
}

/** Whether a piece of evidence has words. */
export function hasEvidenceName(kind: EvidenceKind, name: string): boolean {
  return name in special[kind] || name in common
}
