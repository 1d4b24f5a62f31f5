'use strict';
/* Speaks Portolan's line protocol for the kernel in waiting.js: a line in, a line out. */

const { createInterface } = require('node:readline');
const { Lacking, Waiting } = require('./waiting.js');

const HELLO = { protocol: 1, name: 'waiting', version: '1', dialects: ['xnu'], levels: ['ipc'],
  observes: ['spaces', 'ports', 'threads', 'woke'] };
let kernel, taskOf;

/* Makes the call, whose arguments are spelled as in a trace, but names are numbers. */
function perform(step) {
  const own = taskOf[step.thread];
  const { call, send, task, name } = step;
  const inPlace = name === step.right && step.entry === 'TRAP';
  if (call === 'mach_port_allocate') return kernel.allocate(task, step.right);
  if (call === 'mach_port_insert_right' && inPlace) return kernel.insertRight(task, name, step.disposition);
  if (call === 'thread_abort') return kernel.abort(step.thread);
  if (call === 'clock_expire') return kernel.expire(step.thread);
  if (call === 'mach_msg' && send && !step.receive) return kernel.send(own, send.header, send.sendSize);
  if (call === 'mach_msg' && step.receive && !send) {
    const half = step.receive;
    return kernel.receive(step.thread, own, half.name, half.receiveSize - half.trailerSize, half.timeout);
  }
  throw new Lacking(`${call}, or not in this way`);
}

/* What can be seen: all names, all ports but for their send rights, and that threads wait. */
function state() {
  const spaces = [];
  const ports = [];
  for (const [task, names] of kernel.spaces) {
    const entries = [...names].map(([name, { port, refs }]) => (
      { name, type: refs ? 'SEND_RECEIVE' : 'RECEIVE', port: port.id, userRefs: refs }));
    spaces.push({ task, entries });
    ports.push(...[...names.values()].map(({ port }) => ({
      port: port.id, kind: 'PORT', receiver: task, makeSendCount: port.made, seqno: port.seqno,
      messageCount: port.queue.length, queue: port.queue.map(({ id, size }) => ({ id, size })), senders: [],
      receivers: port.receiver === null ? [] : [port.receiver],
    })));
  }
  return { spaces, ports, threads: [...kernel.waits.keys()].map((thread) => ({ thread, at: 'blocked' })) };
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line);
  const answer = { id: request.id, ...(request.do === 'hello' ? HELLO : {}) };
  if (request.do === 'reset') {
    kernel = new Waiting(request.tasks, request.limits || {});
    taskOf = Object.fromEntries(Object.entries(request.tasks).flatMap(([task, all]) => all.map((one) => [one, task])));
  }
  try {
    if (request.do === 'step') answer.outcome = perform(request.step);
  } catch (lacking) {
    if (!(lacking instanceof Lacking)) throw lacking;
    answer.unsupported = lacking.message;
  }
  if (request.do === 'observe' || (request.observe && answer.outcome)) answer.state = state();
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
