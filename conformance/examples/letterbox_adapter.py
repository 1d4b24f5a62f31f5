"""Speaks Portolan's line protocol for the kernel in letterbox.py: a line in, a line out."""

import json
import sys

from letterbox import Lacking, Letterbox

HELLO = {"protocol": 1, "name": "letterbox", "version": "1", "dialects": ["xnu"], "levels": ["ipc"],
         "observes": ["spaces", "ports"]}
kernel = None


def perform(step):
    """Makes the call, whose arguments are spelled as in a trace, but names are numbers."""
    call, task, name = step["call"], step.get("task"), step.get("name")
    if call == "mach_port_allocate":
        return kernel.allocate(task, step["right"])
    if call == "mach_port_type":
        return kernel.type(task, name)
    if call == "mach_port_insert_right" and step["entry"] == "TRAP":
        return kernel.insert_right(task, name, step["right"], step["disposition"])
    if call == "mach_msg" and ("send" in step) != ("receive" in step):
        own = step["thread"][0]  # The threads of task A are A0, A1 and so on.
        if "send" in step:
            return kernel.send(own, step["send"]["header"], step["send"]["sendSize"], step["send"]["timeout"])
        half = step["receive"]
        return kernel.receive(own, half["name"], half["receiveSize"] - half["trailerSize"], half["timeout"])
    raise Lacking(call + ", or not in this way")


def state():
    """What can be seen: all names, and all ports but for their rights; no threads."""
    spaces = [{"task": task, "entries": [
        {"name": name, "type": "SEND_RECEIVE" if refs else "RECEIVE", "port": str(port.number), "userRefs": refs}
        for name, (port, refs) in names.items()]} for task, names in kernel.spaces.items()]
    ports = [{"port": str(port.number), "kind": "PORT", "receiver": port.task, "makeSendCount": port.made,
              "seqno": port.seqno, "queueLimit": port.limit, "messageCount": len(port.queue),
              "queue": [{"id": number, "size": size} for number, size, _ in port.queue]}
             for names in kernel.spaces.values() for port, _ in names.values()]
    return {"spaces": spaces, "ports": ports}


for line in sys.stdin:
    request = json.loads(line)
    answer = {"id": request["id"]}
    if request["do"] == "hello":
        answer.update(HELLO)
    elif request["do"] == "reset":
        kernel = Letterbox(request["tasks"], request.get("limits", {}))
    elif request["do"] == "step":
        try:
            ret, out = perform(request["step"])
            answer["outcome"] = {"ret": ret, "out": out} if out else {"ret": ret}
        except Lacking as lacking:
            answer["unsupported"] = str(lacking)
    if request["do"] == "observe" or request.get("observe") and "outcome" in answer:
        answer["state"] = state()
    print(json.dumps(answer), flush=True)
