import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { extract } from '../../extract/index.ts'

/** `tcp 443 ferries > quay`, `? 8000-8100  > quay`; nothing for a sentence that states no traffic. */
const sentences: { language: string; text: string; claims: string[] }[] = [
  {
    language: 'en',
    text: 'Crane hosts need to reach two TCP ports on your hub: 7063 and 7064.',
    claims: ['? 7063 Crane hosts > your hub', '? 7064 Crane hosts > your hub'],
  },
  {
    language: 'en',
    text: 'The audio is transmitted via UDP port 7000.',
    claims: ['udp 7000  > '],
  },
  {
    language: 'en',
    text: '**Edit**: use port 7440 for the crane.',
    claims: ['? 7440  > '],
  },
  {
    language: 'en',
    text: 'Make sure that port 7616 is not blocked on your firewall.',
    claims: ['? 7616  > '],
  },
  {
    language: 'en',
    text: 'The tower uses unencrypted HTTP on port 7080.',
    claims: ['? 7080  > tower'],
  },
  {
    language: 'en',
    text: 'The use of port 7123 is required.',
    claims: ['? 7123  > '],
  },
  {
    language: 'en',
    text: 'Setting up a separate tower requires port 7022.',
    claims: ['? 7022  > '],
  },
  {
    language: 'en',
    text: '> [!IMPORTANT]\n> The second half of the script above ensures that TCP port 7023 remains open.',
    claims: ['tcp 7023  > '],
  },
  {
    language: 'de',
    text: 'Der Kran braucht zusätzlich Melder. Zur Nutzung muss der TCP-Port 7222 freigegeben werden.',
    claims: ['tcp 7222  > '],
  },
  {
    language: 'en',
    text: 'The database uses TCP port 7306. It should not be open to the public.',
    claims: ['tcp 7306  > database'],
  },
  {
    language: 'en',
    text: 'Port 7306 should not be open to the public.',
    claims: [],
  },
  {
    language: 'en',
    text: 'There is no need to open port 7306.',
    claims: [],
  },
  {
    language: 'en',
    text: 'Avoid opening port 7306 to the Internet.',
    claims: [],
  },
  {
    language: 'en',
    text: 'Port 7306 ought not to be reachable from outside.',
    claims: [],
  },
  {
    language: 'en',
    text: 'Make port 7306 unreachable.',
    claims: [],
  },
  {
    language: 'en',
    text: 'If you use another port, replace port 22 in the command above.',
    claims: [],
  },
  {
    language: 'en',
    text: 'Port 7022 in the command above is used for SSH.',
    claims: [],
  },
  {
    language: 'en',
    text: 'Use semanage port -a -t crane_port_t -p tcp 7081 to open it.',
    claims: [],
  },
  {
    language: 'en',
    text: 'Use Listen 7081 in the port section of the server.',
    claims: [],
  },
  {
    language: 'en',
    text: 'Quay requirements: TCP `7080, 7443` plus UDP `7478` and UDP `49152-65535`.',
    claims: ['tcp 7080  > ', 'tcp 7443  > ', 'udp 7478  > ', 'udp 49152-65535  > '],
  },
  {
    language: 'en',
    text: 'Open ports 7053/7088 TCP and UDP on the tower.',
    claims: ['tcp 7053  > tower', 'udp 7053  > tower', 'tcp 7088  > tower', 'udp 7088  > tower'],
  },
  {
    language: 'en',
    text: 'The tower needs TCP 7033, 7443 and UDP 7478.',
    claims: ['tcp 7033  > tower', 'tcp 7443  > tower', 'udp 7478  > tower'],
  },
  {
    language: 'en',
    text: 'The beacon uses UDP (port 7000+).',
    claims: ['udp 7000  > beacon'],
  },
  {
    language: 'en',
    text: 'Allow UDP ports 60000+ on the tower.',
    claims: ['udp 60000-65535  > tower'],
  },
  {
    language: 'en',
    text: 'All ports are TCP unless stated otherwise.\n\nThe tower listens on port 7085.',
    claims: ['tcp 7085  > tower'],
  },
  {
    language: 'en',
    text: 'The tower listens on port 7085. The beacon listens on UDP port 7086.\n\nAll ports use TCP unless otherwise noted.',
    claims: ['tcp 7085  > tower', 'udp 7086  > beacon'],
  },
  {
    language: 'en',
    text: 'To ensure that the other cranes can discover your quay, you may need to forward port 7130/TCP.',
    claims: ['tcp 7130 other cranes > your quay'],
  },
  {
    language: 'en',
    text: 'In the sketch below, this means crane 2 uses the relay on crane 1 over port 7151.',
    claims: ['? 7151 crane 2 > relay on crane 1'],
  },
  {
    language: 'en',
    text: 'If outgoing connections are filtered, note that cranes always use ports 7800 and 7880.',
    claims: ['? 7800 cranes > ', '? 7880 cranes > '],
  },
  {
    language: 'en',
    text: 'The tower needs outbound access on TCP port 7443.',
    claims: ['tcp 7443 tower > '],
  },
  {
    language: 'en',
    text: 'The machine running the crane needs to be able to reach the tower server on port 7306.',
    claims: ['? 7306 machine running the crane > tower server'],
  },
  {
    language: 'en',
    text: 'The use of the beacon on ports 7067 or 7547 is optional.',
    claims: ['? 7067  > beacon', '? 7547  > beacon'],
  },
  {
    language: 'en',
    text: 'While the desk uses HTTPS (port 7443), the speech is transmitted via UDP (port 7500).',
    claims: ['? 7443  > desk', 'udp 7500  > '],
  },
  {
    language: 'de',
    text: 'Damit die Wartung den Kran über SSH bedient, muss Zugriff auf 7022/tcp möglich sein.',
    claims: ['tcp 7022  > '],
  },
  {
    language: 'zh',
    text: '灯塔的 7434 端口“必须能”被渡轮访问。',
    claims: ['? 7434 渡轮 > 灯塔'],
  },
  { language: 'en', text: 'In tests the buoy listens on port 0.', claims: [] },
  { language: 'zh', text: '需要开放 7150 跟 7250 端口。', claims: ['? 7150  > ', '? 7250  > '] },
  {
    language: 'en',
    text: 'Port 7100 must be open between the desk that you use to run the crane and the cranes of the dock.',
    claims: ['? 7100 desk that you use to run the crane > cranes of the dock'],
  },
  {
    language: 'en',
    text: 'To allow pilots sitting on the shore to open the connection, configure your firewalls, port 7200.',
    claims: ['? 7200 pilots sitting on the shore > '],
  },
  {
    language: 'en',
    text: 'TCP port 7300 must be restricted to the harbour servers.',
    claims: ['tcp 7300 harbour servers > harbour servers'],
  },
  {
    language: 'en',
    text: 'A usual example is the buoy port that is often switched to 7400.',
    claims: ['? 7400  > buoy'],
  },
  {
    language: 'en',
    text: 'Among the limits above, the ports marked loopback (9150 TCP) are used by liveness checks.',
    claims: ['tcp 9150  >  local'],
  },
  {
    language: 'en',
    text: 'The agent connects to TCP port 6443 of the server.',
    claims: ['tcp 6443 agent > server'],
  },
  {
    language: 'en',
    text: 'The pilot connects to the harbour on TCP port 443.',
    claims: ['tcp 443 pilot > harbour'],
  },
  {
    language: 'en',
    text: 'Ferries talk to the tower over UDP port 5060.',
    claims: ['udp 5060 Ferries > tower'],
  },
  {
    language: 'en',
    text: 'The collector scrapes each exporter on port 9100.',
    claims: ['? 9100 collector > each exporter'],
  },
  {
    language: 'en',
    text: 'The scheduler needs access to the registry on port 5000.',
    claims: ['? 5000 scheduler > registry'],
  },
  {
    language: 'en',
    text: 'Allow TCP port 2222 from the bastion to the web hosts.',
    claims: ['tcp 2222 bastion > web hosts'],
  },
  { language: 'en', text: 'Allow inbound TCP 22 from the bastion.', claims: ['tcp 22 bastion > '] },
  { language: 'en', text: 'The console listens on port 8088.', claims: ['? 8088  > console'] },
  { language: 'en', text: 'By default, the exporter listens on TCP 9187.', claims: ['tcp 9187  > exporter'] },
  { language: 'en', text: 'The relay uses port 9100 by default.', claims: ['? 9100  > relay'] },
  { language: 'en', text: 'Port 443 must be open on the gate house.', claims: ['? 443  > gate house'] },
  {
    language: 'en',
    text: 'TCP port 8443 on the quay must be reachable from the pilots.',
    claims: ['tcp 8443 pilots > quay'],
  },
  {
    language: 'en',
    text: 'The quay must be reachable from the pilots on port 8443.',
    claims: ['? 8443 pilots > quay'],
  },
  {
    language: 'en',
    text: 'Traffic on port 179 flows from the cranes to the locks.',
    claims: ['? 179 cranes > locks'],
  },
  {
    language: 'en',
    text: 'UDP port 7946 is used for gossip between the cranes.',
    claims: ['udp 7946 cranes > cranes'],
  },
  {
    language: 'en',
    text: 'Open port 5432 between the app servers and the database.',
    claims: ['? 5432 app servers > database'],
  },
  {
    language: 'en',
    text: 'The lighthouses must be able to reach each other on ports 2379 and 2380.',
    claims: ['? 2379 lighthouses > lighthouses', '? 2380 lighthouses > lighthouses'],
  },
  {
    language: 'en',
    text: 'Ports 30000 through 32767 must be open on the workers.',
    claims: ['? 30000-32767  > workers'],
  },
  {
    language: 'en',
    text: 'The media relay uses UDP ports from 49152 to 65535.',
    claims: ['udp 49152-65535  > media relay'],
  },
  {
    language: 'en',
    text: 'The media relay uses UDP ports between 40000 and 40100.',
    claims: ['udp 40000-40100  > media relay'],
  },
  {
    language: 'en',
    text: 'The studio needs TCP ports 443 (HTTPS), 7443 (media) and 1935 (streams).',
    claims: ['tcp 443  > studio', 'tcp 7443  > studio', 'tcp 1935  > studio'],
  },
  {
    language: 'en',
    text: 'The dock manager accepts connections on port 7070 from the cranes.',
    claims: ['? 7070 cranes > dock manager'],
  },
  {
    language: 'en',
    text: 'The tower is a small server. It listens on port 4747.',
    claims: ['? 4747  > tower'],
  },
  {
    language: 'en',
    text: 'The harbour office sends metrics to the tower over TCP port 8125.',
    claims: ['tcp 8125 harbour office > tower'],
  },
  {
    language: 'en',
    text: 'Clients use port 636 to contact the directory.',
    claims: ['? 636 Clients > directory'],
  },
  {
    language: 'en',
    text: 'If you enable the cache, port 6379 must be open on the cache host.',
    claims: ['? 6379  > cache host'],
  },
  { language: 'en', text: 'The hub, which serves the pages, exposes port 8081.', claims: ['? 8081  > hub'] },
  {
    language: 'en',
    text: 'The admin page is available on port 9443 of the manager.',
    claims: ['? 9443  > admin page'],
  },
  { language: 'en', text: 'Port 3000 is used by the dashboard.', claims: ['? 3000  > dashboard'] },
  { language: 'en', text: 'Make sure that port 5044 is not blocked.', claims: ['? 5044  > '] },
  { language: 'en', text: 'Do not open port 23 on the gate house.', claims: [] },
  { language: 'en', text: 'Port 8472 is not needed.', claims: [] },
  { language: 'en', text: 'Port 22 is already in use.', claims: [] },
  { language: 'en', text: 'Change the port 80 to another value.', claims: [] },
  { language: 'en', text: 'The default port is 9090.', claims: [] },
  { language: 'en', text: 'Around 3,000 ports are scanned.', claims: [] },
  { language: 'en', text: 'The switch has 48 ports.', claims: [] },
  { language: 'en', text: 'Pick a free port, e.g. port 8080.', claims: [] },
  { language: 'en', text: 'Never expose port 2375.', claims: [] },
  { language: 'en', text: 'See page 443 about ports.', claims: [] },
  { language: 'en', text: 'Version 2049 opened the harbour.', claims: [] },
  { language: 'en', text: 'Run `tool serve --port 8080` to start the server.', claims: [] },
  { language: 'en', text: 'Is port 443 open?', claims: [] },
  {
    language: 'en',
    text: 'The metrics page is bound to the loopback interface on port 9099.',
    claims: ['? 9099  > metrics page local'],
  },
  {
    language: 'en',
    text: 'Each sensor pushes its readings to the collector on TCP 4318.',
    claims: ['tcp 4318 Each sensor > collector'],
  },
  {
    language: 'en',
    text: 'Workers pull images from the registry on port 5000.',
    claims: ['? 5000 Workers > registry'],
  },
  {
    language: 'en',
    text: 'The firewall must permit UDP 4500 from the branch gateways.',
    claims: ['udp 4500 branch gateways > '],
  },
  {
    language: 'en',
    text: 'Replicas replicate to the primary over port 3306.',
    claims: ['? 3306 Replicas > primary'],
  },
  {
    language: 'en',
    text: 'Incoming UDP traffic on ports 10000-20000 must be allowed.',
    claims: ['udp 10000-20000  > '],
  },
  {
    language: 'de',
    text: 'Der Agent verbindet sich mit dem Server über TCP-Port 6443.',
    claims: ['tcp 6443 Agent > Server'],
  },
  {
    language: 'de',
    text: 'Die Fähren müssen den Leuchtturm über Port 8443 erreichen können.',
    claims: ['? 8443 Fähren > Leuchtturm'],
  },
  {
    language: 'de',
    text: 'Port 443 muss auf dem Leuchtturm geöffnet sein.',
    claims: ['? 443  > Leuchtturm'],
  },
  { language: 'de', text: 'Der Leuchtturm lauscht auf Port 9090.', claims: ['? 9090  > Leuchtturm'] },
  {
    language: 'de',
    text: 'Die Konsole verwendet standardmäßig den TCP-Port 8088.',
    claims: ['tcp 8088  > Konsole'],
  },
  {
    language: 'de',
    text: 'Der Leuchtturm muss von den Fähren auf Port 8443 erreichbar sein.',
    claims: ['? 8443 Fähren > Leuchtturm'],
  },
  {
    language: 'de',
    text: 'Erlauben Sie eingehenden Verkehr auf Port 22 von der Zentrale.',
    claims: ['? 22 Zentrale > '],
  },
  {
    language: 'de',
    text: 'Zwischen den Kränen muss der UDP-Port 7946 geöffnet sein.',
    claims: ['udp 7946 Kränen > Kränen'],
  },
  {
    language: 'de',
    text: 'Öffnen Sie die Ports 80 und 443 auf dem Torhaus.',
    claims: ['? 80  > Torhaus', '? 443  > Torhaus'],
  },
  { language: 'de', text: 'Der Port 23 darf nicht geöffnet werden.', claims: [] },
  { language: 'de', text: 'Port 8080 ist nicht erforderlich.', claims: [] },
  { language: 'de', text: 'Zum Beispiel wird Port 8080 verwendet.', claims: [] },
  {
    language: 'fr',
    text: "L'agent se connecte au serveur sur le port TCP 6443.",
    claims: ['tcp 6443 agent > serveur'],
  },
  { language: 'fr', text: 'Le port 443 doit être ouvert sur le phare.', claims: ['? 443  > phare'] },
  { language: 'fr', text: 'Le phare écoute sur le port 9090.', claims: ['? 9090  > phare'] },
  {
    language: 'fr',
    text: 'Les bacs doivent pouvoir atteindre le phare via le port 8443.',
    claims: ['? 8443 bacs > phare'],
  },
  {
    language: 'fr',
    text: 'Le phare doit être accessible depuis les bacs sur le port 8443.',
    claims: ['? 8443 bacs > phare'],
  },
  {
    language: 'fr',
    text: 'Ouvrez les ports 80 et 443 sur le portail.',
    claims: ['? 80  > portail', '? 443  > portail'],
  },
  {
    language: 'fr',
    text: 'Le port UDP 7946 est utilisé entre les grues.',
    claims: ['udp 7946 grues > grues'],
  },
  { language: 'fr', text: 'La console utilise le port 8088 par défaut.', claims: ['? 8088  > console'] },
  { language: 'fr', text: "N'ouvrez pas le port 23.", claims: [] },
  { language: 'fr', text: "Le port 8080 n'est pas nécessaire.", claims: [] },
  {
    language: 'es',
    text: 'El agente se conecta al servidor en el puerto TCP 6443.',
    claims: ['tcp 6443 agente > servidor'],
  },
  { language: 'es', text: 'El puerto 443 debe estar abierto en el faro.', claims: ['? 443  > faro'] },
  { language: 'es', text: 'El faro escucha en el puerto 9090.', claims: ['? 9090  > faro'] },
  {
    language: 'es',
    text: 'Los barcos deben poder acceder al faro a través del puerto 8443.',
    claims: ['? 8443 barcos > faro'],
  },
  {
    language: 'es',
    text: 'Abra los puertos 80 y 443 en la garita.',
    claims: ['? 80  > garita', '? 443  > garita'],
  },
  { language: 'es', text: 'El puerto UDP 7946 se usa entre las grúas.', claims: ['udp 7946 grúas > grúas'] },
  { language: 'es', text: 'La consola usa el puerto 8088 por defecto.', claims: ['? 8088  > consola'] },
  { language: 'es', text: 'Permita el puerto 22 desde el bastión.', claims: ['? 22 bastión > '] },
  { language: 'es', text: 'El puerto 8080 no es necesario.', claims: [] },
  { language: 'es', text: 'El puerto 23 no debe abrirse.', claims: [] },
  {
    language: 'pt',
    text: 'O agente se conecta ao servidor na porta TCP 6443.',
    claims: ['tcp 6443 agente > servidor'],
  },
  { language: 'pt', text: 'A porta 443 deve estar aberta no farol.', claims: ['? 443  > farol'] },
  { language: 'pt', text: 'O farol escuta na porta 9090.', claims: ['? 9090  > farol'] },
  {
    language: 'pt',
    text: 'Os barcos devem conseguir acessar o farol pela porta 8443.',
    claims: ['? 8443 barcos > farol'],
  },
  {
    language: 'pt',
    text: 'Abra as portas 80 e 443 no portão.',
    claims: ['? 80  > portão', '? 443  > portão'],
  },
  {
    language: 'pt',
    text: 'A porta UDP 7946 é usada entre os guindastes.',
    claims: ['udp 7946 guindastes > guindastes'],
  },
  { language: 'pt', text: 'O console usa a porta 8088 por padrão.', claims: ['? 8088  > console'] },
  { language: 'pt', text: 'A porta 8080 não é necessária.', claims: [] },
  {
    language: 'nl',
    text: 'De agent maakt verbinding met de server op TCP-poort 6443.',
    claims: ['tcp 6443 agent > server'],
  },
  { language: 'nl', text: 'Poort 443 moet open staan op de vuurtoren.', claims: ['? 443  > vuurtoren'] },
  { language: 'nl', text: 'De vuurtoren luistert op poort 9090.', claims: ['? 9090  > vuurtoren'] },
  {
    language: 'nl',
    text: 'De veerboten moeten de vuurtoren via poort 8443 kunnen bereiken.',
    claims: ['? 8443 veerboten > vuurtoren'],
  },
  { language: 'nl', text: 'Sta poort 22 toe vanaf de bastion.', claims: ['? 22 bastion > '] },
  { language: 'nl', text: 'De console gebruikt standaard poort 8088.', claims: ['? 8088  > console'] },
  { language: 'nl', text: 'Poort 8080 is niet nodig.', claims: [] },
  {
    language: 'ru',
    text: 'Агент подключается к серверу через TCP порт 6443.',
    claims: ['tcp 6443 Агент > серверу'],
  },
  { language: 'ru', text: 'Порт 443 должен быть открыт на маяке.', claims: ['? 443  > маяке'] },
  { language: 'ru', text: 'Маяк прослушивает порт 9090.', claims: ['? 9090  > Маяк'] },
  { language: 'ru', text: 'Консоль использует порт 8088.', claims: ['? 8088  > Консоль'] },
  {
    language: 'ru',
    text: 'Откройте порты 80 и 443 на сервере.',
    claims: ['? 80  > сервере', '? 443  > сервере'],
  },
  {
    language: 'ru',
    text: 'Между кранами используется UDP порт 7946.',
    claims: ['udp 7946 кранами > кранами'],
  },
  {
    language: 'ru',
    text: 'Разрешите входящие соединения на порт 22 от бастиона.',
    claims: ['? 22 бастиона > '],
  },
  { language: 'ru', text: 'Порт 8080 не требуется.', claims: [] },
  { language: 'zh', text: '渡轮需要能够通过 TCP 端口 8443 访问灯塔。', claims: ['tcp 8443 渡轮 > 灯塔'] },
  { language: 'zh', text: '灯塔监听 9090 端口。', claims: ['? 9090  > 灯塔'] },
  { language: 'zh', text: '灯塔的 8443 端口必须能被渡轮访问。', claims: ['? 8443 渡轮 > 灯塔'] },
  { language: 'zh', text: '在灯塔上打开端口 443。', claims: ['? 443  > 灯塔'] },
  { language: 'zh', text: '渡轮连接灯塔的 6443 端口。', claims: ['? 6443 渡轮 > 灯塔'] },
  { language: 'zh', text: '起重机之间通过 UDP 端口 7946 通信。', claims: ['udp 7946 起重机 > 起重机'] },
  { language: 'zh', text: '不要开放 23 端口。', claims: [] },
  { language: 'zh', text: '不需要 8080 端口。', claims: [] },
  { language: 'ja', text: 'フェリーは灯台にポート 8443 で接続します。', claims: ['? 8443 フェリー > 灯台'] },
  { language: 'ja', text: '灯台はポート 9090 でリッスンします。', claims: ['? 9090  > 灯台'] },
  { language: 'ja', text: '灯台でポート 443 を開放します。', claims: ['? 443  > 灯台'] },
  {
    language: 'ja',
    text: 'フェリーから灯台への通信には TCP ポート 6443 を使用します。',
    claims: ['tcp 6443 フェリー > 灯台'],
  },
  {
    language: 'ja',
    text: 'フェリーは灯台のポート 8080 にアクセスします。',
    claims: ['? 8080 フェリー > 灯台'],
  },
  { language: 'ja', text: 'ポート 8080 は必要ありません。', claims: [] },
  { language: 'ko', text: '페리는 포트 8443을 통해 등대에 접근합니다.', claims: ['? 8443 페리 > 등대'] },
  { language: 'ko', text: '등대는 포트 9090에서 수신합니다.', claims: ['? 9090  > 등대'] },
  { language: 'ko', text: '등대에서 포트 443을 열어야 합니다.', claims: ['? 443  > 등대'] },
  { language: 'ko', text: '페리에서 등대로 TCP 포트 6443을 허용합니다.', claims: ['tcp 6443 페리 > 등대'] },
  { language: 'ko', text: '포트 8080은 필요하지 않습니다.', claims: [] },
]

for (const { language, text, claims } of sentences) {
  test(`${language}: ${text}`, async () => {
    const found = (await extract('page.md', `${text}\n`)).claims
    assert.equal(
      found.map(({ protocol, ports, source, destination, local }) => {
        const range = ports!.first === ports!.last ? ports!.first : `${ports!.first}-${ports!.last}`
        const ends = [source, destination].map(end => end.map(({ label }) => label).join('+'))
        return `${protocol ?? '?'} ${range} ${ends.join(' > ')}${local ? ' local' : ''}`
      }),
      claims,
    )
  })
}

test.run()
