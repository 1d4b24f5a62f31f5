'use strict';
/*
 * A kernel of threads that wait for messages.
 *
 * It lacks replies, rights on the move, port sets, dead names, full queues and a second thread waiting at one port,
 * and says so when it is asked for them. One thing it gets wrong, for the sake of the example: a receiver that is
 * interrupted is told that its time has run out.
 */

const SUCCESS = 'KERN_SUCCESS';

class Lacking extends Error {}

class Waiting {
  constructor(tasks, { queueLimit = 5, namesMax = 1000, userRefsMax = 65535 }) {
    this.spaces = new Map(Object.keys(tasks).map((task) => [task, new Map()]));
    this.waits = new Map(); // Of each thread that waits: the port, its name, room for a message, and whether there is a limit.
    Object.assign(this, { queueLimit, namesMax, userRefsMax });
    this.names = 0;
  }

  allocate(task, right) {
    if (right !== 'RECEIVE') throw new Lacking('nothing is allocated but ports');
    if (this.spaces.get(task).size >= this.namesMax) return { ret: 'KERN_NO_SPACE' };
    const name = ++this.names;
    const port = { id: String(name), task, queue: [], made: 0, seqno: 0, receiver: null };
    this.spaces.get(task).set(name, { port, refs: 0 });
    return { ret: SUCCESS, out: { name } };
  }

  insertRight(task, name, disposition) {
    const entry = this.spaces.get(task).get(name);
    if (!entry) return { ret: 'KERN_INVALID_NAME' };
    if (disposition !== 'MAKE_SEND') throw new Lacking('rights are made, and nothing else');
    entry.refs = Math.min(entry.refs + 1, this.userRefsMax);
    entry.port.made += 1;
    return { ret: SUCCESS };
  }

  send(task, header, size) {
    const entry = this.spaces.get(task).get(header.remote);
    const plain = !header.local && !header.voucher && size >= 24 && size % 4 === 0;
    if (!entry || !plain || header.remoteDisposition !== 'MAKE_SEND') {
      throw new Lacking('only a plain message can be sent, and to a port of one\'s own');
    }
    if (entry.port.queue.length >= this.queueLimit) throw new Lacking('nobody waits at a full queue');
    const message = { id: header.id, size, body: header.body };
    const thread = entry.port.receiver;
    if (thread !== null && this.waits.get(thread).room < size) throw new Lacking('a message that does not fit');
    entry.port.made += 1;
    if (thread === null) {
      entry.port.queue.push(message);
      return { ret: 'MACH_MSG_SUCCESS' };
    }
    const { port, name } = this.endWait(thread);
    return { ret: 'MACH_MSG_SUCCESS', woke: [{ thread, ...this.received(port, name, message) }] };
  }

  receive(thread, task, name, room, timeout) {
    const entry = this.spaces.get(task).get(name);
    if (!entry) return { ret: 'MACH_RCV_INVALID_NAME' };
    const port = entry.port;
    if (port.queue.length > 0 && port.queue[0].size > room) throw new Lacking('a message that does not fit');
    if (port.queue.length > 0) return this.received(port, name, port.queue.shift());
    if (timeout === 'POLL') return { ret: 'MACH_RCV_TIMED_OUT' };
    if (port.receiver !== null) throw new Lacking('one thread waits at a port');
    port.receiver = thread;
    this.waits.set(thread, { port, name, room, timed: timeout === 'TIMED' });
    return { ret: 'BLOCKED' };
  }

  received(port, name, { id, size, body }) {
    const message = { id, size, remote: 0, local: name, localDisposition: 'PORT_SEND', seqno: port.seqno++ };
    return { ret: 'MACH_MSG_SUCCESS', out: { message: body && body.length ? { ...message, body } : message } };
  }

  endWait(thread) {
    const wait = this.waits.get(thread);
    this.waits.delete(thread);
    wait.port.receiver = null;
    return wait;
  }

  abort(thread) {
    if (!this.waits.has(thread)) return { ret: SUCCESS };
    this.endWait(thread);
    return { ret: SUCCESS, woke: [{ thread, ret: 'MACH_RCV_TIMED_OUT' }] }; // The fault: ..._INTERRUPTED it should be.
  }

  expire(thread) {
    if (!this.waits.has(thread) || !this.waits.get(thread).timed) return { ret: SUCCESS };
    this.endWait(thread);
    return { ret: SUCCESS, woke: [{ thread, ret: 'MACH_RCV_TIMED_OUT' }] };
  }
}

module.exports = { Lacking, Waiting };
