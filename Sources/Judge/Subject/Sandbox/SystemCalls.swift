/// Which system calls are refused in a sandbox: those that nobody needs there, and that reach far.
enum SystemCalls {
  /// A kind of machine, as the kernel numbers it and its calls.
  struct Machine {
    /// The kernel's own number, `AUDIT_ARCH_...`.
    let number: UInt32
    /// From here on calls are another kind of machine's that the same kernel serves; nil if there is none.
    let foreignCalls: UInt32?
    let clone: UInt32
    let clone3: UInt32
    let socket: UInt32
    /// The numbers of those that are refused whatever they are asked.
    let refused: [String: UInt32]
  }

  /// The machine that this is built for; nil if the kit doesn't know its numbers.
  static var machine: Machine? {
    #if arch(x86_64)
      x86
    #elseif arch(arm64)
      arm
    #else
      nil
    #endif
  }

  /// The errors that calls fail with.
  private enum Failure {
    static let notPermitted: Int32 = 1
    static let notThere: Int32 = 38
    static let familyUnknown: Int32 = 97
  }

  /// The flags of `clone` that ask for further views: of files, control groups, names, messages, users,
  /// processes and networks.
  static let viewFlags: UInt32 = 0x7e02_0000
  /// The families of sockets that there are: of this system, of both internets, and the kernel's own, by
  /// which addresses are looked up.
  static let families: [UInt32] = [1, 2, 10, 16]

  /// The filter for a machine.
  static func filter(for machine: Machine) -> PacketFilter {
    let no = PacketFilter.Answer.refused(Failure.notPermitted)
    var filter = PacketFilter()
    filter.load(.machine)
    filter.answer(no, ifNotEqual: machine.number)
    filter.load(.call)
    if let foreign = machine.foreignCalls { filter.answer(no, ifAtLeast: foreign) }
    for (_, number) in machine.refused.sorted(by: { $0.value < $1.value }) {
      filter.answer(no, ifEqual: number)
    }
    // Its flags lie in memory, where a filter can't look; whoever makes threads then asks `clone`.
    filter.answer(.refused(Failure.notThere), ifEqual: machine.clone3)
    filter.only(ifEqual: machine.clone) { filter in
      filter.load(.argument(0))
      filter.answer(no, ifAnyOf: viewFlags)
      filter.answer(.allowed)
    }
    filter.only(ifEqual: machine.socket) { filter in
      filter.load(.argument(0))
      for family in families { filter.answer(.allowed, ifEqual: family) }
      filter.answer(.refused(Failure.familyUnknown))
    }
    filter.answer(.allowed)
    return filter
  }

  static let x86 = Machine(
    number: 0xc000_003e, foreignCalls: 0x4000_0000, clone: 56, clone3: 435, socket: 41,
    refused: common.merging([
      "ptrace": 101, "syslog": 103, "pivot_root": 155, "adjtimex": 159, "chroot": 161,
      "acct": 163, "settimeofday": 164, "mount": 165, "umount2": 166, "swapon": 167,
      "swapoff": 168, "reboot": 169, "sethostname": 170, "setdomainname": 171, "iopl": 172,
      "ioperm": 173, "init_module": 175, "delete_module": 176, "quotactl": 179,
      "clock_settime": 227, "kexec_load": 246, "add_key": 248, "request_key": 249, "keyctl": 250,
      "unshare": 272, "perf_event_open": 298, "fanotify_init": 300, "name_to_handle_at": 303,
      "open_by_handle_at": 304, "clock_adjtime": 305, "setns": 308, "process_vm_readv": 310,
      "process_vm_writev": 311, "kcmp": 312, "finit_module": 313, "kexec_file_load": 320,
      "bpf": 321, "userfaultfd": 323,
    ]) { one, _ in one })

  static let arm = Machine(
    number: 0xc000_00b7, foreignCalls: nil, clone: 220, clone3: 435, socket: 198,
    refused: common.merging([
      "umount2": 39, "mount": 40, "pivot_root": 41, "chroot": 51, "quotactl": 60, "acct": 89,
      "unshare": 97, "kexec_load": 104, "init_module": 105, "delete_module": 106,
      "clock_settime": 112, "syslog": 116, "ptrace": 117, "reboot": 142, "sethostname": 161,
      "setdomainname": 162, "settimeofday": 170, "adjtimex": 171, "add_key": 217,
      "request_key": 218, "keyctl": 219, "swapon": 224, "swapoff": 225, "perf_event_open": 241,
      "fanotify_init": 262, "name_to_handle_at": 264, "open_by_handle_at": 265,
      "clock_adjtime": 266, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271,
      "kcmp": 272, "finit_module": 273, "bpf": 280, "userfaultfd": 282, "kexec_file_load": 294,
    ]) { one, _ in one })

  /// New calls have the same numbers everywhere.
  private static let common: [String: UInt32] = [
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428,
    "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "pidfd_getfd": 438, "process_madvise": 440, "mount_setattr": 442, "quotactl_fd": 443,
  ]
}
