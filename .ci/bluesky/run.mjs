// Bluesky's own development network (PLC, PDS, AppView, Ozone) with a PostgreSQL and a Redis of its own, all of it on
// free ports of loopback and in the folder given. It writes DIR/accounts.json when it is ready and stops everything
// that it started when it is told to end, or when one of them ends. start.sh runs it.
//
//   node --import ./loopback.mjs run.mjs DIR POSTGRES_BIN_DIR
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [dir, pgBin] = process.argv.slice(2);
const children = [];
let network;
let ending = false;

async function end(code) {
  if (ending) return;
  ending = true;
  // What hangs must not keep the rest from ending.
  await Promise.race([network?.close().catch(() => {}), sleep(10_000)]);
  for (const c of children) c.kill('SIGTERM');
  const all = children.map((c) => (c.exitCode === null && c.signalCode === null ? once(c, 'exit') : null));
  await Promise.race([Promise.all(all), sleep(10_000)]);
  for (const c of children) c.kill('SIGKILL');
  process.exit(code);
}
process.on('SIGTERM', () => end(0));
process.on('SIGINT', () => end(0));

// Ports that are free now. All are held until each is known, so that no two are the same.
async function freePorts(n) {
  const held = [];
  for (let i = 0; i < n; i++) {
    const s = net.createServer().listen(0);
    await once(s, 'listening');
    held.push(s);
  }
  const ports = held.map((s) => s.address().port);
  await Promise.all(held.map((s) => (s.close(), once(s, 'close'))));
  return ports;
}

// PostgreSQL does not run as root. setpriv makes both servers end with this process, however it ends.
const root = process.getuid() === 0;
const asUser = root ? ['--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];

function start(name, args) {
  const log = fs.openSync(path.join(dir, `${name}.log`), 'w');
  const c = spawn('setpriv', ['--pdeathsig', 'TERM', ...(name === 'postgres' ? asUser : []), '--', ...args], {
    cwd: dir, stdio: ['ignore', log, log], detached: true, // a Ctrl-C is for this process to pass on
  });
  c.on('exit', () => {
    if (!ending) console.error(`${name} has ended; see ${dir}/${name}.log`);
    end(1);
  });
  children.push(c);
}

async function answers(port) {
  for (let i = 0; i < 300 && !ending; i++) {
    const s = net.connect(port, '127.0.0.1');
    const ok = await new Promise((done) => s.once('connect', () => done(true)).once('error', () => done(false)));
    s.destroy();
    if (ok) return;
    await sleep(100);
  }
  throw new Error(`nothing answers on port ${port}`);
}

function run(args) {
  const r = spawnSync(args[0], args.slice(1), { cwd: dir, encoding: 'utf8' });
  if (r.status !== 0) throw new Error(`${args.join(' ')}: ${r.stdout}${r.stderr}${r.error ?? ''}`);
}

async function main() {
  const pg = path.join(dir, 'pg');
  fs.mkdirSync(pg);
  if (root) run(['chown', 'postgres:', pg]);
  const own = root ? ['setpriv', ...asUser, '--'] : [];
  run([...own, `${pgBin}/initdb`, '-D', pg, '-U', 'pg', '--auth=trust', '-E', 'UTF8', '--no-sync', '--no-instructions']);
  const [pgPort, redisPort, plc, pds, bsky, ozone, introspect] = await freePorts(7);
  start('postgres', [`${pgBin}/postgres`, '-D', pg, '-p', `${pgPort}`, '-c', 'listen_addresses=127.0.0.1',
    '-c', 'unix_socket_directories=', '-c', 'fsync=off', '-c', 'max_connections=200']);
  start('redis', ['redis-server', '--port', `${redisPort}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']);
  await Promise.all([answers(pgPort), answers(redisPort)]);
  for (let tries = 0; ; tries++) { // It answers before it lets anybody in.
    try {
      run([`${pgBin}/createdb`, '-h', '127.0.0.1', '-p', `${pgPort}`, '-U', 'pg', 'bsky']);
      break;
    } catch (err) {
      if (tries === 50) throw err;
      await sleep(100);
    }
  }
  process.env.DB_POSTGRES_URL = `postgresql://pg@127.0.0.1:${pgPort}/bsky`;
  process.env.REDIS_HOST = `127.0.0.1:${redisPort}`;
  const { TestNetwork, mockMailer } = await import('@atproto/dev-env');
  network = await TestNetwork.create({
    dbPostgresSchema: 'dev',
    pds: {
      port: pds, hostname: 'localhost', enableDidDocWithSession: true,
      ...(process.env.PDS_RATE_LIMITS ? { rateLimitsEnabled: true } : {}),
    },
    bsky: { dbPostgresSchema: 'bsky', port: bsky, publicUrl: `http://localhost:${bsky}` },
    plc: { port: plc },
    ozone: { port: ozone, chatUrl: 'http://localhost:1', chatDid: 'did:example:chat', dbMaterializedViewRefreshIntervalMs: 30_000 },
    introspect: { port: introspect },
  });
  mockMailer(network.pds);
  const accounts = {};
  for (const name of ['harbour-police', 'a-witness', 'daily-press']) {
    const agent = network.pds.getAgent();
    const handle = `${name}.test`;
    const password = `practice-${name}`;
    await agent.createAccount({ email: `${name}@example.org`, handle, password });
    accounts[name] = { did: agent.session.did, handle, password };
  }
  await network.processAll();
  const at = (port) => `http://localhost:${port}`;
  const file = path.join(dir, 'accounts.json');
  fs.writeFileSync(`${file}.new`, JSON.stringify({
    pds: at(pds), appview: at(bsky), plc: at(plc), ozone: at(ozone), introspect: at(introspect), accounts,
  }, null, 1));
  fs.renameSync(`${file}.new`, file); // Whoever waits for it finds all of it.
}

main().catch((err) => {
  console.error(err);
  end(1);
});
