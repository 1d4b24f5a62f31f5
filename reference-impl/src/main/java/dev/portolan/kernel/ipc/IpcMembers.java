package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.KernReturn.KERN_ALREADY_IN_SET;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_NOT_IN_SET;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.rules.KernelRules.MemberOfMany;
import dev.portolan.kernel.rules.KernelRules.NoSetToLeave;
import dev.portolan.kernel.rules.KernelRules.SetNamesChecked;
import java.util.Comparator;
import java.util.List;

/** Who joins port sets and leaves them. Each public method is one critical section, under the space's lock. */
public final class IpcMembers {

    private IpcMembers() {}

    /** The receive right of that name joins the set of the other. */
    @Refines("MachPortInsertMember")
    public static KernReturn insertMember(IpcSpace space, int name, int pset) {
        synchronized (space) {
            IpcEntry member = space.lookup(name);
            IpcEntry set = space.lookup(pset);
            KernReturn fault = faultOfBoth(member, set, space.zone().rules());
            if (fault != KERN_SUCCESS) {
                return fault;
            }
            return member.port().links().join(pset(set)) ? KERN_SUCCESS : KERN_ALREADY_IN_SET;
        }
    }

    /** The receive right of that name leaves the set of the other. */
    @Refines("MachPortExtractMember")
    public static KernReturn extractMember(IpcSpace space, int name, int pset) {
        synchronized (space) {
            IpcEntry member = space.lookup(name);
            IpcEntry set = space.lookup(pset);
            if (member == null || set == null) {
                return KERN_INVALID_NAME;
            }
            KernReturn fault = first(faultOfMember(member), faultOfSet(set));
            if (fault != KERN_SUCCESS) {
                return fault;
            }
            return leave(member.port().links(), pset(set), space.zone().rules());
        }
    }

    /** The receive right of that name leaves all sets that it is in and joins that of the other, if that is not 0. */
    @Refines("MachPortMoveMember")
    public static KernReturn moveMember(IpcSpace space, int name, int after) {
        KernelRules rules = space.zone().rules();
        synchronized (space) {
            IpcEntry member = space.lookup(name);
            if (after == 0) {
                KernReturn fault = faultOfMember(member);
                if (fault != KERN_SUCCESS) {
                    return fault;
                }
                boolean left = member.port().links().leaveAll();
                return left || rules.noSetToLeave() == NoSetToLeave.SUCCEEDS ? KERN_SUCCESS : KERN_NOT_IN_SET;
            }
            IpcEntry set = space.lookup(after);
            KernReturn fault = faultOfBoth(member, set, rules);
            if (fault == KERN_SUCCESS) {
                member.port().links().moveTo(pset(set));
            }
            return fault;
        }
    }

    /** The names of a set's members. */
    @Refines("MachPortGetSetStatus")
    public static CallResult getSetStatus(IpcSpace space, int name) {
        synchronized (space) {
            IpcEntry set = space.lookup(name);
            KernReturn fault = faultOfSet(set);
            if (fault != KERN_SUCCESS) {
                return CallResult.of(fault);
            }
            List<MachPortName> members = pset(set).members().stream()
                    .map(member -> MachPortName.of(member.receiverName()))
                    .sorted(Comparator.comparingLong(member -> Integer.toUnsignedLong(member.value())))
                    .toList();
            return CallResult.of(KERN_SUCCESS, new OutValue.Members(members));
        }
    }

    /* Links form a chain, the newest first and the last two in one; who goes with the first is taken for no member. */
    private static KernReturn leave(SetLinks links, IpcPset set, KernelRules rules) {
        List<IpcPset> sets = links.joined();
        boolean first = sets.size() > 1 && (sets.size() == 2 || sets.get(sets.size() - 1) == set);
        boolean left = links.leave(set);
        return left && !(first && rules.memberOfMany() == MemberOfMany.NOT_IN_SET) ? KERN_SUCCESS : KERN_NOT_IN_SET;
    }

    private static IpcPset pset(IpcEntry set) {
        return (IpcPset) set.object;
    }

    private static KernReturn faultOfBoth(IpcEntry member, IpcEntry set, KernelRules rules) {
        return rules.setNamesChecked() == SetNamesChecked.SET_FIRST
                ? first(faultOfSet(set), faultOfMember(member))
                : first(faultOfMember(member), faultOfSet(set));
    }

    private static KernReturn first(KernReturn one, KernReturn other) {
        return one == KERN_SUCCESS ? other : one;
    }

    private static KernReturn faultOfMember(IpcEntry entry) {
        return fault(entry, entry != null && entry.type.holdsReceive());
    }

    private static KernReturn faultOfSet(IpcEntry entry) {
        return fault(entry, entry != null && entry.type == EntryType.PORT_SET);
    }

    private static KernReturn fault(IpcEntry entry, boolean isRight) {
        if (entry == null) {
            return KERN_INVALID_NAME;
        }
        return isRight ? KERN_SUCCESS : KERN_INVALID_RIGHT;
    }
}
