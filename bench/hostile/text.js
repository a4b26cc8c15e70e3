import { between, count, headed, repeat } from './make.js'

const all = ['markdown', 'html', 'asciidoc', 'rst']

/** Texts that are no markup of one language: numbers, words, blanks, characters that few people type. */
export const text = {
  'port and digits': [all, between('Port ', '1', ' tcp')],
  'ranges 1-1-': [all, between('TCP port ', '1-', '')],
  'list 80, 81': [all, between('TCP ports ', '80, ', '81 must be open from a to b.')],
  'ranges without a word': [all, between('A port for ', '80 - 81, ', '81 and TCP.')],
  'protocols without a port': [all, between('A port for ', 'TCP, ', 'UDP.')],
  'items 80/tcp': [all, repeat('80/tcp ')],
  dashes: [all, repeat('-')],
  blanks: [all, between('port 22', ' ', 'tcp')],
  tabs: [all, between('port 22', '\t', 'tcp')],
  'no-break blanks': [all, between('port 22', '\u00a0', 'tcp')],
  'blank lines': [all, between('port 22 tcp', '\n', 'tcp')],
  'one word': [all, repeat('port')],
  sentences: [all, count(n => `Open TCP port ${n % 65536} from worker to etcd nodes. `)],
  'one sentence': [all, count(n => `open TCP port ${n % 65536} from worker to etcd nodes and `)],
  'sentence without end': [all, repeat('from worker to etcd port 22 tcp ')],
  'brackets (': [all, between('port 22 ', '(', '')],
  'Chinese sentences': [all, count(n => `从工作节点到控制平面开放 TCP 端口 ${n % 65536}。`)],
  'zero width': [all, repeat('port\u200b 22\u200b\u200d ')],
  combining: [all, between('port 2', '\u0301', ' tcp')],
  'line ends': [all, repeat('port 22\r\ntcp\rudp\n\n')],
  'carriage returns': [all, between('port 22', '\r', 'tcp')],
  colons: [all, between('port: ', ':', '')],
  keys: [all, repeat('Port: 22, ')],
  quotes: [all, repeat('"port 22\' ')],
  'unclosed front matter': [all, headed('---\n', n => `port${n}: ${n}\n`)],
  'front matter': [
    ['markdown', 'html', 'asciidoc'],
    size => `${headed('---\n', n => `port${n}: ${n}\n`)(size)}---\nport 22 tcp\n`,
  ],
}
