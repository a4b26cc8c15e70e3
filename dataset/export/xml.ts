import { stripControls } from '../../check/report/plain.ts'

/** A text as XML shows it, between tags and within quotation marks alike; characters that XML forbids go. */
export function xml(text: string): string {
  return stripControls(text)
    .replace(/[\p{Cs}\ufffe\uffff\n]/gu, ' ')
    .replace(/[&<>"']/g, mark => entities[mark]!)
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A length in pixels with no more digits than a screen can show. */
export function px(length: number): string {
  return String(Math.round(length * 10) / 10)
}
