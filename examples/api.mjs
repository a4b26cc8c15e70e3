import { createPortolan, createRoles, createVocabulary } from 'portolan'

const { extract, check } = createPortolan({
  vocabulary: {
    words: createVocabulary([{ headers: { ports: ['gangway'] } }]),
    roles: createRoles({ roles: { keeper: { aliases: ['keepers'] } } }),
  },
  limits: { size: 100_000 },
})
const text = `# Harbour nodes

| Gangway | Protocol | Source |
| --- | --- | --- |
| 7000 | TCP | keepers |
| 70000 | TCP | keepers |
`
const { claims } = await extract('ports.md', text)
for (const { id, protocol, ports } of claims) console.log(id, protocol, ports)
const { findings } = await check([{ path: 'ports.md', text }])
for (const { id, message } of findings) console.log(id, message)
