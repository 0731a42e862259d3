// Uses the module as an application would, and reports what it saw; BrowserContract says what that must be.
import { cost, Granting, readGrant, SendWindow, StreamWebSocket } from './sluice.js';

const asked = new URLSearchParams(location.search);
const length = Number(asked.get('length'));
const at = path => asked.get('server') + path;

async function report(name, value) {
  await fetch('/report', { method: 'POST', body: name + '\n' + value });
}

async function part(name, work) {
  const late = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('it is not done after 20 s')), 20_000);
  });
  try {
    await report(name, await Promise.race([work(), late]));
  } catch (failure) {
    await report(name, 'failed: ' + failure.stack);
  }
}

// CRC-32C, as the endpoints give it.

const table = Uint32Array.from({ length: 256 }, (unused, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0x82f63b78 : n >>> 1;
  return n >>> 0;
});

class Sum {
  length = 0;
  #crc = ~0;

  add(bytes) {
    let crc = this.#crc;
    for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
    this.#crc = crc;
    this.length += bytes.length;
    return this;
  }

  toString() {
    return this.length + ' ' + (~this.#crc >>> 0);
  }
}

function random(size) {
  const data = new Uint8Array(size);
  for (let from = 0; from < size; from += 65536) crypto.getRandomValues(data.subarray(from, Math.min(size, from + 65536)));
  return data;
}

/** In pieces that are no multiple of a chunk. */
function pieces(data, taken = () => {}) {
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      if (from === data.length) {
        controller.close();
        return;
      }
      const piece = data.subarray(from, from + 100_000);
      controller.enqueue(piece);
      from += piece.length;
      taken(from);
    },
  }, { highWaterMark: 0 });
}

async function sumOf(stream) {
  const sum = new Sum();
  for await (const bytes of stream) sum.add(bytes);
  return sum;
}

const textOf = async stream => new Response(stream).text();

// The test vectors.

async function block(name) {
  const page = await (await fetch('/flow-control.md')).text();
  const lines = [];
  let inside = false;
  for (const line of page.split('\n')) {
    if (line === '```' + name) inside = true;
    else if (line === '```') inside = false;
    else if (inside && !line.startsWith('#')) lines.push(line);
  }
  return lines;
}

function sides(line) {
  const arrow = line.indexOf('=> ');
  return arrow < 0 ? [line, ''] : [line.substring(0, Math.max(0, arrow - 1)), line.substring(arrow + 3)];
}

await part('vectors', async () => {
  const wrong = [];
  let checked = 0;
  const check = (line, expected, actual) => {
    checked++;
    if (String(expected) !== String(actual)) wrong.push(`${line}: ${actual}`);
  };
  const orElse = (work, otherwise) => {
    try {
      return work();
    } catch (failure) {
      if (failure instanceof RangeError) return otherwise;
      throw failure;
    }
  };
  for (const line of await block('cost')) {
    const [bytes, expected] = line.split(': ');
    check(line, expected, cost(Number(bytes)));
  }
  for (const line of await block('text')) {
    const [text, expected] = sides(line);
    check(line, expected, orElse(() => readGrant(text), 'bad'));
  }
  let sender = new SendWindow();
  for (const line of await block('text-sender')) {
    const [step, expected] = sides(line);
    const [word, number] = [step.split(' ')[0], Number(step.split(' ')[1])];
    if (word === 'new') sender = new SendWindow();
    else if (word === 'grant') check(line, expected, orElse(() => sender.granted(BigInt(step.split(' ')[1])) ?? '', 'bad'));
    else if (word === 'chunk') check(line, expected, sender.chunk);
    else {
      check(line, expected, sender.admits(number) ? 'sent' : 'waits');
      if (sender.admits(number)) sender.sent(number);
    }
  }
  let receiver;
  for (const line of await block('text-receiver')) {
    const [step, expected] = sides(line);
    const [word, number] = [step.split(' ')[0], Number(step.split(' ')[1])];
    if (word === 'window') {
      receiver = new Granting(number);
    } else if (word === 'opens') {
      check(line, expected, 'grant ' + receiver.grant());
    } else if (word === 'takes') {
      check(line, expected, receiver.taken(number) ? 'grant ' + receiver.grant() : '');
    } else {
      check(line, expected, orElse(() => receiver.received(number) ?? '', 'overrun'));
    }
  }
  await report('vectors checked', checked);
  return wrong.length === 0 ? 'all hold' : wrong.join('\n');
});

// Streams.

await part('upload', async () => {
  const data = random(length);
  const socket = await StreamWebSocket.connect(at('stream/discard'));
  await pieces(data).pipeTo(socket.newMessage());
  const answer = JSON.parse(await textOf(await socket.nextMessage()));
  socket.close();
  return `${new Sum().add(data)} => ${answer.bytes} ${parseInt(answer.crc32c, 16)}`;
});

await part('download', async () => {
  const socket = await StreamWebSocket.connect(at('stream/generate?bytes=' + length));
  const sum = await sumOf(await socket.nextMessage());
  socket.close();
  return sum;
});

await part('echo', async () => {
  const socket = await StreamWebSocket.connect(at('stream/echo'), { window: 32768 });
  const sent = [random(length), new Uint8Array(0), random(5)];
  const sending = (async () => {
    for (const data of sent) await pieces(data).pipeTo(socket.newMessage());
  })();
  const back = [];
  for (let i = 0; i < sent.length; i++) back.push(await sumOf(await socket.nextMessage()));
  await sending;
  socket.close(1000, 'enough');
  const { code } = await socket.closed;
  const sums = sent.map(data => new Sum().add(data));
  return `${sums.join(', ')} => ${back.join(', ')} => ${code} ${await socket.nextMessage()}`;
});

await part('held', async () => {
  const data = random(length);
  let written = 0;
  const socket = await StreamWebSocket.connect(at('held'));
  const message = socket.newMessage().getWriter();
  const sending = (async () => {
    for (let from = 0; from < data.length; from += 8192) {
      const piece = data.subarray(from, from + 8192);
      await message.write(piece);
      written += piece.length;
    }
    await message.close();
  })();
  const atServer = await (await fetch('/held')).text();
  const told = `${atServer} ${written} ${socket.bufferedAmount}`;
  await fetch('/go-on', { method: 'POST' });
  await sending;
  const answer = await textOf(await socket.nextMessage());
  socket.close();
  await report('held whole', `${new Sum().add(data)} => ${answer}`);
  return told;
});

await part('poured', async () => {
  const socket = await StreamWebSocket.connect(at('pour'));
  const sent = await (await fetch('/poured')).text();
  await report('poured whole', await sumOf(await socket.nextMessage()));
  socket.close();
  return sent;
});

// What goes wrong.

const failureOf = async work => {
  try {
    await work();
    return new Error('it did not fail');
  } catch (failure) {
    return failure;
  }
};

for (const [name, path] of [['rude text', 'rude'], ['rude first', 'rude?first=32767'], ['rude flood', 'rude?more']]) {
  await part(name, async () => {
    const socket = await StreamWebSocket.connect(at(path));
    const { code } = await socket.closed;
    const failure = await failureOf(() => socket.newMessage().getWriter().write(new Uint8Array(1)));
    return code + ' ' + failure.name;
  });
}

await part('without', async () => {
  const failure = await failureOf(() => StreamWebSocket.connect(at('message/echo')));
  return failure.name + ' ' + failure.code;
});

await part('aborted', async () => {
  const socket = await StreamWebSocket.connect(at('stream/discard'));
  const message = socket.newMessage().getWriter();
  await message.write(new Uint8Array(1));
  await message.abort('the test');
  return (await socket.closed).code;
});

await part('wrong type', async () => {
  const socket = await StreamWebSocket.connect(at('stream/echo'));
  const wrong = await failureOf(() => socket.newMessage().getWriter().write('text'));
  await pieces(new TextEncoder().encode('fine')).pipeTo(socket.newMessage());
  const back = await textOf(await socket.nextMessage());
  socket.close();
  return wrong.name + ', then ' + back;
});

await part('skipped', async () => {
  const socket = await StreamWebSocket.connect(at('stream/echo'));
  const sending = pieces(random(1_000_000)).pipeTo(socket.newMessage())
    .then(() => pieces(new TextEncoder().encode('second')).pipeTo(socket.newMessage()));
  const first = (await socket.nextMessage()).getReader();
  await first.read();
  const second = await textOf(await socket.nextMessage());
  await sending;
  socket.close();
  return second;
});

await report('done', '');
