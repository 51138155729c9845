// Imported before anything else: every server of the development network stays on loopback, and where it asks for any
// free port it gets one below those that the system gives out by itself. It asks first and listens later, and on a
// busy machine a port of the system's own is gone by then.
import net from 'node:net';

let next = 20000 + Math.floor(Math.random() * 10000);
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
  const [first] = args;
  if (typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first))) {
    const rest = args.slice(1).filter((x) => typeof x !== 'string' && x !== undefined);
    return listen.call(this, Number(first) || next++, '127.0.0.1', ...rest);
  }
  if (first && typeof first === 'object' && 'port' in first && !first.path) {
    args[0] = { ...first, port: first.port || next++, host: '127.0.0.1' };
  }
  return listen.apply(this, args);
};
