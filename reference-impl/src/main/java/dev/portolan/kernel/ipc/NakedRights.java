package dev.portolan.kernel.ipc;

/** The rights to one port, one of each type, each made when it is first asked for; who does not see it makes it again. */
final class NakedRights {

    private final IpcPort port;
    private NakedRight[] known;

    NakedRights(IpcPort port) {
        this.port = port;
    }

    NakedRight get(NakedRight.Type type) {
        NakedRight[] rights = known;
        if (rights == null) {
            rights = new NakedRight[NakedRight.TYPES];
            known = rights;
        }
        NakedRight right = rights[type.ordinal()];
        if (right == null) {
            right = new NakedRight(type, port);
            rights[type.ordinal()] = right;
        }
        return right;
    }
}
