/**
 * Streams of any size over one WebSocket, with flow control in both directions, for browsers: the sub-protocol `sluice.credit.v1` of
 * docs/flow-control.md, section 6. A reader that stops stops the server's writer within the window, and the other way round; neither end
 * holds more than that. It needs nothing else.
 *
 *     import { StreamWebSocket } from './sluice.js';
 *
 *     const socket = await StreamWebSocket.connect('wss://example.com/stream/discard');
 *     await file.stream().pipeTo(socket.newMessage());
 *     const answer = await new Response(await socket.nextMessage()).text();
 *     socket.close();
 */

export const SUB_PROTOCOL = 'sluice.credit.v1';

/** The window that is offered where none is named, in bytes. */
export const DEFAULT_WINDOW = 256 * 1024;

const SMALLEST_WINDOW = 32 * 1024;
const LARGEST_WINDOW = 1024 * 1024 * 1024;
const LARGEST_CHUNK = 64 * 1024;
const LEAST_COST = 64;
const LARGEST_TOTAL = 9223372036854775807n;

// A page may close with 1000 and 3000 to 4999 only (WebSockets Standard, close()).
const PROTOCOL_ERROR = 4002;
const OVERRUN = 4008;
const FAILED = 4011;

/** Why a connection cannot go on; `code` is the close code. */
export class SocketClosedError extends Error {
  constructor(message, code) {
    super(message);
    this.name = 'SocketClosedError';
    this.code = code;
  }
}

// The decisions, without a socket.

/** What a message of so many bytes costs. */
export function cost(bytes) {
  return Math.max(bytes, LEAST_COST);
}

/** The total of a grant, a BigInt; throws a RangeError where the text is none. */
export function readGrant(text) {
  const digits = /^credit=(0|[1-9][0-9]{0,18})$/.exec(text);
  const total = digits === null ? -1n : BigInt(digits[1]);
  if (total < 0n || total > LARGEST_TOTAL) {
    throw new RangeError(`a text on a stream with the sub-protocol ${SUB_PROTOCOL} must be credit=N`);
  }
  return total;
}

/** What may be sent: all that was granted against all that was sent. Nothing before the first grant, which tells the window. */
export class SendWindow {
  #granted = 0;
  #sent = 0;
  #half = 0;
  #everGranted = false;

  /** Takes the total of a grant; throws a RangeError where the first one is no window. */
  granted(total) {
    // Exact to 2^53-1; what is beyond that is never reached.
    const bytes = Number(total);
    if (!this.#everGranted) {
      if (bytes < SMALLEST_WINDOW || bytes > LARGEST_WINDOW) {
        throw new RangeError(`the first grant of credit must be ${SMALLEST_WINDOW} to ${LARGEST_WINDOW} bytes`);
      }
      this.#everGranted = true;
      this.#half = Math.floor(bytes / 2);
    }
    this.#granted = Math.max(this.#granted, bytes);
  }

  /** Whether a message of so many bytes may be sent now. */
  admits(bytes) {
    return this.#half > 0 && this.#granted - this.#sent >= Math.min(cost(bytes), this.#half);
  }

  sent(bytes) {
    this.#sent += cost(bytes);
  }

  /** The most bytes of one chunk: with more than half the window it could wait for a grant that is not due. */
  get chunk() {
    return Math.min(LARGEST_CHUNK, this.#half);
  }
}

/** What is granted: as much as was taken, and a window; again when half a window was taken since. */
export class Granting {
  #window;
  #granted = 0;
  #received = 0;
  #taken = 0;

  constructor(window) {
    this.#window = window;
  }

  /** Counts a message that came; throws a RangeError where the peer had no credit for it. */
  received(bytes) {
    const left = this.#granted - this.#received;
    this.#received += cost(bytes);
    if (this.#received > this.#granted && left < Math.floor(this.#window / 2)) {
      throw new RangeError('more was sent than the credit granted, see docs/flow-control.md');
    }
  }

  /** Counts what the application took; true when it is time for a grant. */
  taken(bytes) {
    this.#taken += bytes;
    return this.#taken + this.#window - this.#granted >= Math.floor(this.#window / 2);
  }

  /** The total of the next grant. */
  grant() {
    this.#granted = Math.max(this.#granted, this.#taken + this.#window);
    return this.#granted;
  }
}

// The socket.

/** Sends and receives logical messages, each a stream of bytes. One message is read at a time; several that are written take turns. */
export class StreamWebSocket {
  /** Settles when the connection has ended: `{code, reason, wasClean}`. */
  closed;

  #socket;
  #sending = new SendWindow();
  #granting;
  #received = [];
  #end = null;
  #reading = null;
  /** Those who wait for credit, for something received, or for the end. */
  #waiting = [];
  /** Settles when the message before is sent; then the next one has its turn. */
  #turn = Promise.resolve();

  /**
   * Connects.
   *
   * @param {string | URL} url `ws:` or `wss:`, of an endpoint for streams that names the sub-protocol
   * @param {{window?: number, signal?: AbortSignal}} options how many bytes may wait for the reader, 32768 to 1073741824; what gives the
   *     connect up
   * @returns {Promise<StreamWebSocket>} open
   */
  static async connect(url, { window = DEFAULT_WINDOW, signal } = {}) {
    if (!Number.isInteger(window) || window < SMALLEST_WINDOW || window > LARGEST_WINDOW) {
      throw new RangeError(`window must be ${SMALLEST_WINDOW} to ${LARGEST_WINDOW} bytes, but is ${window}`);
    }
    signal?.throwIfAborted();
    const socket = new WebSocket(url, SUB_PROTOCOL);
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        socket.close();
        reject(signal.reason);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      socket.onopen = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve(new StreamWebSocket(socket, window));
      };
      socket.onclose = event => {
        signal?.removeEventListener('abort', giveUp);
        reject(new SocketClosedError(`could not connect to ${url}: ${told(event)}`, event.code));
      };
    });
  }

  /** Of an open WebSocket; called by connect. */
  constructor(socket, window) {
    this.#socket = socket;
    this.#granting = new Granting(window);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = event => this.#receive(event.data);
    this.closed = new Promise(resolve => {
      socket.onclose = event => {
        this.#end = { code: event.code, reason: event.reason, wasClean: event.wasClean };
        resolve(this.#end);
        this.#wake();
      };
    });
    this.#grant();
  }

  /** How many bytes were handed to the browser and have not left it; never more than the server's window. */
  get bufferedAmount() {
    return this.#socket.bufferedAmount;
  }

  /**
   * Begins a message. A write waits while the server's reader has no room; it takes an ArrayBuffer or a view of one, which must not change
   * until it is done. Closing the stream ends the message. From its first write until then other messages wait.
   *
   * @returns {WritableStream<BufferSource>} aborting it, once something of it was sent, closes the socket: the server must not take the
   *     message for whole
   */
  newMessage() {
    let giveTurnBack = null;
    let anySent = false;
    let signal;
    const begin = async () => {
      if (giveTurnBack === null) {
        const before = this.#turn;
        const mine = new Promise(resolve => { giveTurnBack = resolve; });
        this.#turn = before.then(() => mine);
        await before;
      }
    };
    const attempt = async work => {
      try {
        await begin();
        await work();
      } catch (failure) {
        fail();
        throw failure;
      }
    };
    const fail = () => {
      if (anySent) {
        // Before the next one has its turn, or the server would take both for one message.
        this.close(FAILED, 'a message could not be sent to its end');
      }
      giveTurnBack?.();
    };
    return new WritableStream({
      start: controller => {
        signal = controller.signal;
        signal.addEventListener('abort', () => this.#wake());
      },
      write: data => attempt(async () => {
        const bytes = bytesOf(data);
        for (let from = 0; from < bytes.length;) {
          from += await this.#send(bytes, from, signal);
          anySent = true;
        }
      }),
      close: () => attempt(async () => {
        await this.#sendWhole(new Uint8Array(0), signal);
        giveTurnBack();
      }),
      abort: fail,
    });
  }

  /**
   * Waits for the next message. What was left of the one before it is dropped. Nothing is taken, and so granted, before it is read.
   *
   * @returns {Promise<ReadableStream<Uint8Array> | null>} null when the server has closed; rejected where the connection was lost
   */
  async nextMessage() {
    for (let part = this.#reading === null ? null : await this.#take(); part !== null && part.length > 0;) {
      part = await this.#take();
    }
    this.#reading = null;
    await this.#until(() => this.#received.length > 0);
    if (this.#received.length === 0) {
      this.#throwIfLost();
      return null;
    }
    const mine = {};
    this.#reading = mine;
    return new ReadableStream({
      pull: async controller => {
        if (this.#reading !== mine) {
          throw new TypeError('the rest of this message was dropped for the next one');
        }
        const part = await this.#take();
        if (part === null) {
          this.#throwIfLost();
          throw new SocketClosedError(`the connection ended inside a message: ${told(this.#end)}`, this.#end.code);
        }
        if (part.length > 0) {
          controller.enqueue(part);
        } else {
          this.#reading = null;
          controller.close();
        }
      },
    }, { highWaterMark: 0 });
  }

  /** Closes, see WebSocket.close. Messages that are not sent by then fail. */
  close(code = 1000, reason = '') {
    this.#socket.close(code, reason);
  }

  // An empty array is the end of a message; null is the end of the connection.
  async #take() {
    await this.#until(() => this.#received.length > 0);
    if (this.#received.length === 0) {
      return null;
    }
    const part = this.#received.shift();
    if (this.#granting.taken(cost(part.length))) {
      this.#grant();
    }
    return part;
  }

  async #send(bytes, from, signal) {
    // The first grant tells how large a chunk may be.
    await this.#until(() => this.#sending.chunk > 0 || signal.aborted);
    const some = bytes.subarray(from, from + this.#sending.chunk);
    await this.#sendWhole(some, signal);
    return some.length;
  }

  async #sendWhole(message, signal) {
    await this.#until(() => this.#sending.admits(message.length) || signal.aborted);
    signal.throwIfAborted();
    this.#throwIfClosed();
    this.#socket.send(message);
    this.#sending.sent(message.length);
  }

  #grant() {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send('credit=' + this.#granting.grant());
    }
  }

  #receive(data) {
    try {
      if (typeof data === 'string') {
        this.#sending.granted(readGrant(data));
      } else {
        this.#granting.received(data.byteLength);
        this.#received.push(new Uint8Array(data));
      }
    } catch (failure) {
      this.close(typeof data === 'string' ? PROTOCOL_ERROR : OVERRUN, failure.message);
      return;
    }
    this.#wake();
  }

  /** Waits for a condition or the end of the connection. */
  async #until(condition) {
    while (!condition() && this.#end === null) {
      await new Promise(resolve => this.#waiting.push(resolve));
    }
  }

  #wake() {
    const all = this.#waiting;
    this.#waiting = [];
    all.forEach(resolve => resolve());
  }

  #throwIfClosed() {
    if (this.#socket.readyState !== WebSocket.OPEN) {
      const end = this.#end ?? { code: undefined, reason: 'it is being closed' };
      throw new SocketClosedError(`the message cannot be sent: ${told(end)}`, end.code);
    }
  }

  #throwIfLost() {
    if (this.#end !== null && !this.#end.wasClean) {
      throw new SocketClosedError(`the connection was lost: ${told(this.#end)}`, this.#end.code);
    }
  }
}

function bytesOf(data) {
  if (data instanceof ArrayBuffer) {
    return new Uint8Array(data);
  }
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  throw new TypeError('a message is written in ArrayBuffers or views of them');
}

function told(end) {
  return `closed (${end.code ?? 'not yet'}${end.reason ? ', ' + end.reason : ''})`;
}
