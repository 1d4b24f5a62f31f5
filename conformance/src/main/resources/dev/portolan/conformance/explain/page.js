"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const steps = data.steps;
  const SVG = "http://www.w3.org/2000/svg";

  // Everything that a trace says becomes text, never markup.
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return node;
  }
  function draw(tag, attributes, text) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (text !== undefined) node.textContent = text;
    return node;
  }
  const own = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
  const natural = new Intl.Collator("en", { numeric: true });
  const sorted = (keys) => [...keys].sort(natural.compare);
  const isSuccess = (ret) => /^(KERN|MACH_MSG)_SUCCESS$/.test(ret);
  const codeClass = (ret) => (isSuccess(ret) ? "good" : ret === "BLOCKED" || ret === "CONTINUE" ? "" : "no");

  // States: each shares with the one before it what did not change.
  const empty = { spaces: new Map(), ports: new Map(), threads: new Map(), tasks: new Map(), acts: new Map() };
  function patch(map, changes) {
    const next = new Map(map);
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) next.delete(key); else next.set(key, value);
    }
    return next;
  }
  function changed(state, change) {
    const next = { ...state };
    if (change.s) {
      next.spaces = new Map(state.spaces);
      for (const [task, entries] of Object.entries(change.s)) {
        next.spaces.set(task, patch(state.spaces.get(task) || new Map(), entries));
      }
    }
    if (change.p) next.ports = patch(state.ports, change.p);
    if (change.t) next.threads = patch(state.threads, change.t);
    if (change.k) next.tasks = patch(state.tasks, change.k);
    if (change.a) next.acts = patch(state.acts, change.a);
    return next;
  }
  const states = [changed(empty, data.begin)];
  for (const step of steps) states.push(changed(states[states.length - 1], step));

  // Lanes: what each shows after each step, and whose it is.
  const KINDS = { i: "idle", r: "running", b: "blocked", p: "life", s: "life set" };
  function cell(text) {
    const found = /^([+^-]?)([irbps]?)(\d*)(?::([^]*))?$/.exec(text);
    return { change: found[1], line: KINDS[found[2]] || "", messages: Number(found[3] || 0), name: found[4] || "" };
  }
  const cells = steps.map((step) => step.cells.map(cell));

  // The chart: rows of known heights, of which only those in sight exist.
  const scroll = byId("scroll");
  const rows = byId("rows");
  const BASE = 44;
  const EXTRA = 18;
  const LEFT = 52;
  const tops = [0];
  steps.forEach((step, i) => {
    const extra = Math.max(0, step.arrows.length - 1, data.divergence && data.divergence.at === i ? 1 : 0);
    tops.push(tops[i] + BASE + EXTRA * extra);
  });
  let pitch = 50;
  let at = 0;
  const shown = new Map();

  const laneX = (lane) => LEFT + pitch / 2 + lane * pitch;
  const arrowY = (i) => 17 + i * EXTRA;

  function indexAt(y) {
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (tops[middle] <= y) low = middle; else high = middle - 1;
    }
    return Math.min(low, steps.length - 1);
  }

  function measure() {
    const width = scroll.clientWidth || 600;
    pitch = Math.max(20, Math.min(58, (width * 0.52 - LEFT) / data.lanes));
    rows.style.height = tops[steps.length] + "px";
    rows.style.minWidth = "0";
    for (const row of shown.values()) row.remove();
    shown.clear();
    if (steps.length) reveal();
    window_();
    names();
  }

  function lifelines(svg, i, height) {
    cells[i].forEach((now, lane) => {
      const before = i > 0 ? cells[i - 1][lane] : null;
      const isThread = lane < data.threads.length;
      const x = laneX(lane);
      if (!now.line) return;
      const moved = steps[i].arrows.findIndex((arrow) => arrow[0] === lane || arrow[1] === lane);
      const turn = moved < 0 ? arrowY(0) : arrowY(moved);
      const from = now.change === "+" || now.change === "^" ? turn : 0;
      const to = now.change === "-" ? turn + 9 : height;
      if (isThread && before && before.line !== now.line) {
        svg.append(draw("line", { class: before.line, x1: x, x2: x, y1: 0, y2: turn }));
        svg.append(draw("line", { class: now.line, x1: x, x2: x, y1: turn, y2: height }));
      } else {
        svg.append(draw("line", { class: now.line, x1: x, x2: x, y1: from, y2: to }));
      }
      if (now.change === "+") svg.append(draw("circle", { class: "born", cx: x, cy: turn, r: 5 }));
      if (now.change === "+" || now.change === "^") {
        svg.append(draw("text", { class: "port", x: x, y: turn + 18 }, clip(now.name)));
      }
      if (now.change === "-") {
        svg.append(draw("path", { class: "dies", d: `M${x - 5} ${turn + 4}l10 10m0 -10l-10 10` }));
      } else if (now.messages > 0) {
        const y = height - 11;
        svg.append(draw("circle", { class: "badge", cx: x, cy: y, r: 8 }));
        svg.append(draw("text", { class: "badge-text", x: x, y: y + 3.5 }, now.messages));
      }
    });
  }

  function arrows(svg, step) {
    step.arrows.forEach(([from, to, kind, label], i) => {
      const y = arrowY(i);
      const x1 = laneX(from);
      const x2 = laneX(to);
      const way = x1 < x2 ? 1 : -1;
      const end = x2 - way * (kind === "NAMES" ? 4 : 3);
      svg.append(draw("line", { class: kind, x1: x1, x2: end, y1: y, y2: y }));
      svg.append(kind === "NAMES"
        ? draw("circle", { class: "head NAMES", cx: x2, cy: y, r: 3 })
        : draw("path", { class: "head " + kind, d: `M${end + way * 2} ${y}l${-way * 8} -4.5v9z` }));
      const room = Math.abs(x2 - x1) - 16;
      if (label && label.length * 6.6 <= room) {
        svg.append(draw("text", { class: "label " + kind, x: (x1 + x2) / 2 - way * 4, y: y + 3.5 }, label));
      }
    });
    const caller = data.threads.indexOf(step.th);
    if (caller >= 0) svg.append(draw("circle", { class: "dot", cx: laneX(caller), cy: arrowY(0), r: 4 }));
  }

  function clip(text) {
    const most = Math.max(2, Math.floor(pitch / 7));
    return text.length <= most ? text : text.slice(0, most - 1) + "…";
  }

  function row(i) {
    const step = steps[i];
    const height = tops[i + 1] - tops[i];
    const width = laneX(data.lanes - 1) + pitch / 2;
    const svg = draw("svg", { width: width, height: height, "aria-hidden": "true" });
    lifelines(svg, i, height);
    arrows(svg, step);
    const diverges = data.divergence && data.divergence.at === i;
    const after = data.divergence && data.divergence.at < i;
    const words = el("div", { class: "words", style: `left:${width + 6}px` },
      el("div", { title: step.th + ": " + step.call }, (data.threads.includes(step.th) ? "" : step.th + ": ") + step.call),
      el("div", { class: "ret " + codeClass(step.ret) }, (diverges ? "expected " : "") + step.out),
      diverges ? el("div", { class: "ret" }, "found " + data.divergence.actual) : null,
      (step.woke || []).slice(0, Math.max(0, step.arrows.length - (diverges ? 2 : 1))).map((one) =>
        el("div", { class: "ret" }, "↳ " + one.th + " " + one.out)));
    const node = el("div", {
      class: "row" + (diverges ? " diverges" : "") + (after ? " after" : ""),
      id: "row" + i, role: "option", "aria-selected": "false", "aria-setsize": steps.length, "aria-posinset": i + 1,
      "aria-label": `Call ${step.n}: ${step.th}: ${step.call}. ${diverges ? "Diverges. Expected " : ""}${step.ret}`,
      style: `top:${tops[i]}px;height:${height}px`,
    }, el("span", { class: "n" }, String(step.n)), svg, words);
    node.addEventListener("click", () => go(i));
    return node;
  }

  function window_() {
    if (!steps.length) return;
    const top = scroll.scrollTop;
    const first = Math.max(0, indexAt(top - 200));
    const last = Math.min(steps.length - 1, indexAt(top + scroll.clientHeight + 200));
    for (const [i, node] of shown) {
      if (i < first || i > last) { node.remove(); shown.delete(i); }
    }
    for (let i = first; i <= last; i++) {
      if (!shown.has(i)) {
        const node = row(i);
        shown.set(i, node);
        rows.append(node);
      }
    }
    mark();
  }

  function mark() {
    for (const [i, node] of shown) {
      node.classList.toggle("here", i === at);
      node.setAttribute("aria-selected", String(i === at));
    }
    if (shown.has(at)) scroll.setAttribute("aria-activedescendant", "row" + at);
    else scroll.removeAttribute("aria-activedescendant");
  }

  // Above the chart: whose lifelines those at the top edge are.
  function names() {
    const lanes = byId("lanes");
    lanes.replaceChildren();
    if (!steps.length) return;
    const svg = draw("svg", { width: laneX(data.lanes - 1) + pitch / 2, height: 32 });
    const top = indexAt(scroll.scrollTop);
    for (let lane = 0; lane < data.lanes; lane++) {
      const name = lane < data.threads.length ? data.threads[lane] : cells[top][lane].name;
      if (name) {
        const kind = lane < data.threads.length ? "thread" : "port";
        const text = draw("text", { class: kind, x: laneX(lane), y: 21 }, clip(name));
        text.append(draw("title", {}, name));
        svg.append(text);
      }
    }
    lanes.append(svg);
  }

  // The panel: what the step did, who says so, and the state after it.
  const mark_ = (sign, words) => el("span", {
    class: "mark " + { "+": "plus", "−": "minus", "~": "tilde" }[sign], title: words, role: "img", "aria-label": words,
  }, sign);
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  function value(now, before, differs) {
    const text = now === null || now === undefined ? "–" : String(now);
    const old = before === undefined || before === null ? null : String(before);
    const hasChanged = old !== null && old !== text;
    return [hasChanged ? el("del", { class: "was" }, old) : null,
      el("span", { class: (hasChanged ? "changed" : "") + (differs ? " differs" : "") }, text)];
  }

  function space(task, entries, before, other) {
    const keys = sorted(new Set([...entries.keys(), ...before.keys()]));
    const body = keys.map((name) => {
      const now = entries.get(name);
      const old = before.get(name);
      const entry = now || old;
      const differs = other && !same(now, other.get(name));
      const kind = !now ? "gone" : !old ? "new" : same(now, old) ? "" : "changed";
      const sign = { gone: mark_("−", "gone"), new: mark_("+", "new"), changed: mark_("~", "changed") }[kind];
      const was = kind === "changed" ? old : {};
      return el("tr", { class: kind + (differs ? " differs" : "") },
        el("th", { scope: "row" }, sign || "", name),
        el("td", {}, value(entry.type, was.type)),
        el("td", { class: "mono" }, value(entry.port, was.port)),
        el("td", { class: "num" }, value(entry.refs, was.refs)));
    });
    const missing = other ? sorted(other.keys()).filter((name) => !entries.has(name) && !before.has(name)) : [];
    for (const name of missing) {
      body.push(el("tr", { class: "differs" }, el("th", { scope: "row" }, name), el("td", { colspan: 3, class: "soft" }, "is not there")));
    }
    return el("div", { class: "card" }, body.length
      ? el("table", {},
        el("caption", {}, "Space of " + task),
        el("thead", {}, el("tr", {}, ["name", "right", "port"].map((head) => el("th", { scope: "col" }, head)),
          el("th", { scope: "col", class: "num" }, "user refs"))),
        el("tbody", {}, body))
      : [el("h4", {}, "Space of " + task), el("p", { class: "none" }, "no names")]);
  }

  const COUNTS = [["send", "send rights"], ["sendOnce", "send-once rights"], ["makeSend", "make-send"],
    ["seqno", "next number"], ["count", "messages counted"], ["limit", "queue limit"]];

  function port(name, now, old, other, compared) {
    const it = now || old;
    const kind = !now ? "gone" : !old ? "new" : "";
    const head = el("h4", {}, !now ? mark_("−", "gone") : !old ? mark_("+", "new") : "", name,
      el("small", {}, !now ? "dead" : it.kind === "PORT_SET" ? "port set"
        : it.receiver === "none" || !it.receiver ? "receive right with a thread" : "receive right in " + it.receiver));
    if (!now) return el("div", { class: "card gone" }, head);
    const was = old || {};
    const parts = [head];
    if (it.kind !== "PORT_SET") {
      parts.push(el("dl", { class: "counts" }, COUNTS.map(([field, words]) =>
        el("div", {}, el("dt", {}, words),
          el("dd", {}, value(it[field], was[field], compared && (!other || !same(it[field], other[field]))))))));
      const oldIds = new Set((was.queue || []).map((message) => JSON.stringify(message)));
      parts.push(el("ol", { class: "queue" + (compared && (!other || !same(it.queue, other.queue)) ? " differs" : "") },
        el("li", { class: "name" }, it.queue.length ? "queue, head first" : "queue empty"),
        it.queue.map((message) => el("li", {
          class: "chip" + (old && !oldIds.has(JSON.stringify(message)) ? " changed" : ""),
          title: (message.size === undefined || message.size === null ? "" : message.size + " bytes, ") + "to " + message.destination,
        }, String(message.id) + (message.reply === "no right" ? "" : " + " + message.reply)))));
    }
    for (const [field, words] of [["senders", "wait to send"], ["receivers", "wait to receive"]]) {
      if (it[field].length || (was[field] || []).length) {
        parts.push(el("ol", { class: "queue" + (compared && (!other || !same(it[field], other[field])) ? " differs" : "") },
          el("li", { class: "name" }, it[field].length ? words + ", next first" : "none " + words.replace("wait", "waits")),
          it[field].map((thread) => el("li", { class: "chip waits" + ((was[field] || []).includes(thread) ? "" : " changed") }, thread))));
      }
    }
    return el("div", { class: "card " + kind }, parts);
  }

  function threads(now, before, other) {
    const keys = sorted(new Set([...now.keys(), ...before.keys(), ...(other ? other.keys() : [])]));
    if (!keys.length) return el("p", { class: "none" }, "No thread waits or is in the middle of a call.");
    return el("div", { class: "wide" }, el("table", {},
      el("thead", {}, el("tr", {}, ["thread", "continuation", "what remains of its call"].map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, keys.map((name) => {
        const it = now.get(name);
        const old = before.get(name);
        const kind = !it && old ? "gone" : it && !old ? "new" : it && old && !same(it, old) ? "changed" : "";
        const sign = { gone: mark_("−", "ended"), new: mark_("+", "new"), changed: mark_("~", "changed") }[kind];
        const differs = other && !same(it, other.get(name));
        return el("tr", { class: (it ? kind : "") + (differs ? " differs" : "") },
          el("th", { scope: "row" }, sign || "", name),
          el("td", { class: "mono" }, it ? value(it.at, old && old.at) : value("Idle", old && old.at)),
          el("td", {}, it ? it.words : "makes no call"));
      }))));
  }

  // Tasks and threads as such; nothing of a state that does not tell of them.
  function beings(what, now, before, other) {
    const keys = sorted(new Set([...now.keys(), ...before.keys(), ...(other ? other.keys() : [])]));
    if (!keys.length) return null;
    return el("div", { class: "wide" }, el("table", {},
      el("thead", {}, el("tr", {}, [what, "life", "suspended", "exception port", what === "task" ? "threads" : "runs"]
        .map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, keys.map((name) => {
        const it = now.get(name) || {};
        const old = before.get(name);
        const was = old || {};
        const kind = !old ? "new" : !same(it, old) ? "changed" : "";
        const last = (one) => (one.threads ? one.threads.join(" ") : one.runs);
        return el("tr", { class: kind + (other && !same(it, other.get(name) || {}) ? " differs" : "") },
          el("th", { scope: "row" }, kind ? mark_(kind === "new" ? "+" : "~", kind) : "", name),
          el("td", {}, value(it.life, was.life)),
          el("td", { class: "num" }, value(it.suspends, was.suspends)),
          el("td", { class: "mono" }, value(it.port, was.port)),
          el("td", {}, value(last(it), last(was))));
      }))));
  }

  function state(now, before, other) {
    const ports = sorted(new Set([...now.ports.keys(), ...before.ports.keys()]));
    const missing = other ? sorted(other.ports.keys()).filter((name) => !ports.includes(name)) : [];
    return el("div", { class: "state" },
      el("div", { class: "spaces" }, sorted(now.spaces.keys()).map((task) => space(task, now.spaces.get(task),
        before.spaces.get(task) || new Map(), other ? other.spaces.get(task) || new Map() : null))),
      el("div", { class: "ports" }, ports.length || missing.length
        ? [ports.map((name) => port(name, now.ports.get(name), before.ports.get(name), other && other.ports.get(name), Boolean(other))),
          missing.map((name) => el("div", { class: "card differs" }, el("h4", {}, name, el("small", {}, "is not there"))))]
        : el("p", { class: "none" }, "There are no ports.")),
      threads(now.threads, before.threads, other && other.threads),
      beings("task", now.tasks, before.tasks, other && other.tasks),
      beings("thread", now.acts, before.acts, other && other.acts));
  }

  function citation(id) {
    const clause = own(data.clauses, id) ? data.clauses[id] : {};
    return el("div", { class: "clause" },
      el("blockquote", {}, clause.sentence || "", " ", el("span", { class: "soft mono" }, id)),
      (clause.places || []).map((place) => el("details", { open: data.divergence && data.divergence.at === at },
        el("summary", {}, el("code", {}, `${place.file}:${place.line}`), " in ", el("code", {}, place.operator)),
        el("div", { class: "tla mono" }, place.text.map((line, i) => el("div", {
          class: place.firstLine + i === place.line ? "decides" : "",
        }, el("span", { class: "num" }, String(place.firstLine + i)), line))))));
  }

  function clauses(step) {
    const ids = step.clause ? step.clause.split(", ") : [];
    const woken = (step.woke || []).map((one) => one.clause).filter((id) => id && !ids.includes(id));
    const parts = [el("h3", {}, step.candidates && ids.length > 1 ? "One of these clauses decided" : ids.length ? "The clause that decided" : "No clause is known")];
    parts.push(...ids.map(citation));
    if (woken.length) parts.push(el("h3", {}, "And for those woken"), ...[...new Set(woken)].map(citation));
    const methods = own(data.methods, step.action) ? data.methods[step.action] : [];
    parts.push(el("p", { class: "soft" }, "Action ", el("code", {}, step.action),
      methods.length ? [", in the kernel ", methods.map((method, i) => [i ? ", " : "", el("code", {}, method)])] : ""));
    return el("section", { class: "clauses", "aria-label": "Clause" }, parts);
  }

  function divergence(step, before) {
    const it = data.divergence;
    const rows_ = it.differences.map((one) => el("tr", {}, el("th", { scope: "row" }, one.where),
      el("td", {}, one.expected), el("td", {}, one.actual)));
    return el("section", { class: "diverged", "aria-label": "Divergence" },
      el("h3", {}, "The kernel does something else here"),
      el("div", { class: "sides" },
        el("div", { class: "side expected" }, el("h4", {}, "Expected"), el("span", { class: "code good" }, it.expected)),
        el("div", { class: "side actual" }, el("h4", {}, "Actual"), el("span", { class: "code bad" }, it.actual))),
      el("div", { class: "wide" }, el("table", {}, el("thead", {}, el("tr", {},
        ["differs in", "expected", "actual"].map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, rows_))),
      it.allowed ? el("div", {}, el("h3", {}, /^(graph|walk)$/.test(data.header.kind) ? "What the model allows" : "What the trace says becomes of it"), el("ul", { class: "woke" }, it.allowed.map((line) => el("li", {}, line)))) : null,
      it.applied ? el("div", {}, el("h3", {}, "The kernel seems to have applied"),
        el("ul", { class: "woke" }, it.applied.map((one) => el("li", {}, one.sentence || "", " ",
          el("span", { class: "soft mono" }, one.clause + (one.place ? ", " + one.place : "")))))) : null,
      it.again ? el("p", {}, el("span", { class: "soft" }, "Again: "), el("code", {}, it.again)) : null);
  }

  function panel() {
    const step = steps[at];
    const before = states[at];
    const after = states[at + 1];
    const here = data.divergence && data.divergence.at === at;
    const parts = [el("div", {},
      el("h2", { class: "call", id: "step-title" }, el("span", { class: "who" }, step.th + "  "), step.call),
      el("div", { class: "answer" }, el("span", { class: "code " + codeClass(step.ret) }, step.ret),
        step.out === step.ret ? null : el("span", {}, step.out.slice(step.ret.length + 2))),
      step.woke ? el("ul", { class: "woke" }, step.woke.map((one) => el("li", {}, el("strong", {}, one.th), " returns ", one.out))) : null)];
    if (here) parts.push(divergence(step, before));
    parts.push(clauses(step));
    if (here && data.divergence.state) {
      const actual = changed(before, data.divergence.state);
      parts.push(el("section", { "aria-label": "State" }, el("h3", {}, "The state after the call"),
        el("div", { class: "sides" },
          el("div", { class: "side expected" }, el("h4", {}, "Expected"), state(after, before, actual)),
          el("div", { class: "side actual" }, el("h4", {}, "Actual"), state(actual, before, after)))));
    } else {
      parts.push(el("section", { "aria-label": "State" },
        el("h3", {}, step.unknown ? "The state is not known any more; before it was" : "The state after the call"),
        state(after, before, null),
        step.computed ? el("p", { class: "soft" }, "The trace has no such state, or a part of it; the reference kernel computed it.") : null));
    }
    parts.push(el("details", { class: "raw" }, el("summary", {}, "The event as the trace has it"),
      el("pre", {}, JSON.stringify(step.raw, null, 2))));
    byId("panel").replaceChildren(...parts);
    byId("panel").scrollTop = 0;
  }

  function reveal() {
    const top = tops[at];
    const bottom = tops[at + 1];
    const room = scroll.clientHeight - 32;
    if (top < scroll.scrollTop) scroll.scrollTop = Math.max(0, top - 60);
    else if (bottom > scroll.scrollTop + room) scroll.scrollTop = bottom - room + 60;
  }

  function go(to, quiet) {
    if (!steps.length) return;
    at = Math.max(0, Math.min(steps.length - 1, to));
    reveal();
    window_();
    names();
    panel();
    byId("position").textContent = `call ${steps[at].n} of ${data.window.of}`;
    byId("first").disabled = byId("previous").disabled = at === 0;
    byId("next").disabled = byId("last").disabled = at === steps.length - 1;
    if (!quiet) history.replaceState(null, "", "#" + steps[at].n);
  }

  function theme() {
    const root = document.documentElement;
    const isDark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
  }

  function head() {
    const header = data.header;
    document.title = header.name + " · portolan";
    byId("name").textContent = header.name;
    const kernel = header.source && header.source.kernel ? header.source.kernel : null;
    const kinds = { graph: "a path of a checked graph", walk: "a walk of the model", run: "a run of the reference kernel", real: "recorded on a real kernel" };
    byId("facts").textContent = [`dialect ${header.dialect}`, kernel || (own(kinds, header.kind) ? kinds[header.kind] : header.kind),
      `${data.window.of} ${data.window.of === 1 ? "call" : "calls"}`, `${data.file}:${data.line}`,
      header.end ? `ends before ${header.end.reason}` : null].filter(Boolean).join(" · ");
    const verdict = byId("verdict");
    verdict.textContent = data.conforms ? "conforms" : data.divergence ? `diverges at call ${steps[data.divergence.at].n}` : "diverges outside these calls";
    verdict.classList.add(data.conforms ? "good" : "bad");
    if (data.window.to - data.window.from < data.window.of) {
      byId("window").textContent = `This page shows calls ${data.window.from + 1} to ${data.window.to} of ${data.window.of}.`;
      byId("window").hidden = false;
    }
    byId("diverging").hidden = !data.divergence;
  }

  const KEYS = {
    ArrowRight: () => go(at + 1), ArrowDown: () => go(at + 1), j: () => go(at + 1),
    ArrowLeft: () => go(at - 1), ArrowUp: () => go(at - 1), k: () => go(at - 1),
    PageDown: () => go(at + 10), PageUp: () => go(at - 10),
    Home: () => go(0), End: () => go(steps.length - 1),
    d: () => data.divergence && go(data.divergence.at), t: theme, "?": () => byId("keys").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
    if (own(KEYS, event.key)) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
  byId("first").addEventListener("click", KEYS.Home);
  byId("last").addEventListener("click", KEYS.End);
  byId("next").addEventListener("click", KEYS.j);
  byId("previous").addEventListener("click", KEYS.k);
  byId("diverging").addEventListener("click", KEYS.d);
  byId("theme").addEventListener("click", theme);
  byId("help").addEventListener("click", KEYS["?"]);
  let waiting = false;
  scroll.addEventListener("scroll", () => {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(() => { waiting = false; window_(); names(); });
    }
  }, { passive: true });
  addEventListener("resize", measure);
  addEventListener("hashchange", () => begin());

  function begin() {
    const wanted = Number(location.hash.slice(1));
    const found = wanted ? steps.findIndex((step) => step.n === wanted) : -1;
    go(found >= 0 ? found : data.divergence ? data.divergence.at : 0, true);
  }

  document.body.classList.add("live");
  head();
  measure();
  begin();
  addEventListener("load", measure);
})();
