/** A noun and its plural, regular English taken for granted. */
export function nounForms(noun: string): string[] {
  if (/(?:s|x|z|ch|sh)$/i.test(noun)) return [noun, `${noun}es`]
  if (/[^aeiou]y$/i.test(noun)) return [noun, `${noun.slice(0, -1)}ies`]
  return [noun, `${noun}s`]
}

/**
 * A verb with its endings: `schedule`, `schedules`, `scheduled`, `scheduling`.
 *
 * @param doubles its last letter is doubled before an ending, as in `permitted`
 */
export function verbForms(verb: string, doubles = false): string[] {
  const stem = doubles ? verb + verb.at(-1) : verb.replace(/e$/, '')
  const past = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${stem}ed`
  return [...nounForms(verb), past, `${stem}ing`]
}

/** Who does what a verb says, and what it can be done to: `provisioner`, `provisioners`, `provisionable`. */
export function agentForms(verb: string, doubles = false): string[] {
  const stem = doubles ? verb + verb.at(-1) : verb.replace(/e$/, '')
  return [`${stem}er`, `${stem}ers`, `${stem}or`, `${stem}ors`, `${stem}able`]
}
