"""A kernel of ports and messages, and of little else.

It lacks waiting, replies, port sets, dead names and port rights on the move, and says so when it is asked for them.
One thing it gets wrong, for the sake of the example: the message that was sent last is received first.
"""

NULL, DEAD = 0, 0xFFFFFFFF


class Lacking(Exception):
    """The kernel does not have what it was asked for."""


class Port:
    def __init__(self, number, task, limit):
        self.number, self.task, self.limit = number, task, limit
        self.queue, self.made, self.seqno = [], 0, 0


class Letterbox:
    def __init__(self, tasks, limits):
        self.spaces = {task: {} for task in tasks}
        self.limit, self.names = limits.get("queueLimit", 5), 0
        self.names_max, self.references_max = limits.get("namesMax", 1000), limits.get("userRefsMax", 65535)

    def allocate(self, task, right):
        if right != "RECEIVE":
            raise Lacking("nothing is allocated but ports")
        if len(self.spaces[task]) >= self.names_max:
            return "KERN_NO_SPACE", None
        self.names += 1
        self.spaces[task][self.names] = [Port(self.names, task, self.limit), 0]
        return "KERN_SUCCESS", {"name": self.names}

    def type(self, task, name):
        if name == DEAD:
            return "KERN_SUCCESS", {"type": "DEAD_NAME"}
        if name not in self.spaces[task]:
            return "KERN_INVALID_NAME", None
        return "KERN_SUCCESS", {"type": "SEND|RECEIVE" if self.spaces[task][name][1] else "RECEIVE"}

    def insert_right(self, task, name, right, disposition):
        if name != right or disposition not in ("MAKE_SEND", "COPY_SEND"):
            raise Lacking("rights stay under their names")
        if name not in self.spaces[task]:
            return "KERN_INVALID_NAME", None
        if disposition == "COPY_SEND" and self.spaces[task][name][1] == 0:
            return "KERN_INVALID_RIGHT", None
        self.spaces[task][name][1] = min(self.spaces[task][name][1] + 1, self.references_max)
        self.spaces[task][name][0].made += disposition == "MAKE_SEND"
        return "KERN_SUCCESS", None

    def send(self, task, header, size, timeout):
        if header.get("local", NULL) or header.get("voucher", NULL):
            raise Lacking("messages carry no rights")
        port, references = self.spaces[task].get(header.get("remote"), (None, 0))
        disposition = header.get("remoteDisposition")
        if port is None or size < 24 or size % 4 or disposition not in ("MAKE_SEND", "COPY_SEND"):
            raise Lacking("only a plain message can be sent, and to a port of one's own")
        if disposition == "COPY_SEND" and references == 0:
            return "MACH_SEND_INVALID_DEST", None
        if len(port.queue) >= port.limit:
            raise Lacking("nobody waits, not even at a full queue")
        port.made += disposition == "MAKE_SEND"
        port.queue.append((header["id"], size, header.get("body")))
        return "MACH_MSG_SUCCESS", None

    def receive(self, task, name, size, timeout):
        if name not in self.spaces[task]:
            return "MACH_RCV_INVALID_NAME", None
        port = self.spaces[task][name][0]
        if not port.queue:
            if timeout != "POLL":
                raise Lacking("nobody waits, not even for a message")
            return "MACH_RCV_TIMED_OUT", None
        if port.queue[-1][1] > size:
            raise Lacking("a message that does not fit")
        number, length, body = port.queue.pop()  # The fault: it should be pop(0).
        port.seqno += 1
        message = {"id": number, "size": length, "remote": NULL, "local": name, "localDisposition": "PORT_SEND",
                   "seqno": port.seqno - 1}
        return "MACH_MSG_SUCCESS", {"message": {**message, "body": body} if body else message}
