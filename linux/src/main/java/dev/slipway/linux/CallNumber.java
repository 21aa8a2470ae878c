package dev.slipway.linux;

/// The numbers of the system calls that are used here, by architecture.
final class CallNumber {
  private static final boolean X86_64 = System.getProperty("os.arch", "").equals("amd64");

  static final int READ = of(0, 63);
  static final int WRITE = of(1, 64);
  static final int CLOSE = of(3, 57);
  static final int LSEEK = of(8, 62);
  static final int IOCTL = of(16, 29);
  static final int PREAD = of(17, 67);
  static final int PWRITE = of(18, 68);
  static final int SOCKET = of(41, 198);
  static final int CONNECT = of(42, 203);
  static final int SENDTO = of(44, 206);
  static final int SHUTDOWN = of(48, 210);
  static final int FSYNC = of(74, 82);
  static final int FTRUNCATE = of(77, 46);
  static final int CHDIR = of(80, 49);
  static final int FCHMOD = of(91, 52);
  static final int FCHOWN = of(93, 55);
  static final int GETUID = of(102, 174);
  static final int GETGID = of(104, 176);
  static final int STATFS = of(137, 43);
  static final int MOUNT = of(165, 40);
  static final int UMOUNT2 = of(166, 39);
  static final int LSETXATTR = of(189, 6);
  static final int FSETXATTR = of(190, 7);
  static final int LGETXATTR = of(192, 9);
  static final int FGETXATTR = of(193, 10);
  static final int LLISTXATTR = of(195, 12);
  static final int FLISTXATTR = of(196, 13);
  static final int LREMOVEXATTR = of(198, 15);
  static final int GETDENTS64 = of(217, 61);
  static final int WAITID = of(247, 95);
  static final int FADVISE64 = of(221, 223);
  static final int OPENAT = of(257, 56);
  static final int MKDIRAT = of(258, 34);
  static final int MKNODAT = of(259, 33);
  static final int FCHOWNAT = of(260, 54);
  static final int UNLINKAT = of(263, 35);
  static final int LINKAT = of(265, 37);
  static final int SYMLINKAT = of(266, 36);
  static final int READLINKAT = of(267, 78);
  static final int FCHMODAT = of(268, 53);
  static final int PPOLL = of(271, 73);
  static final int UNSHARE = of(272, 97);
  static final int SYNC_FILE_RANGE = of(277, 84);
  static final int UTIMENSAT = of(280, 88);
  static final int PIPE2 = of(293, 59);
  static final int PRLIMIT64 = of(302, 261);
  static final int SYNCFS = of(306, 267);
  static final int SETNS = of(308, 268);
  static final int RENAMEAT2 = of(316, 276);
  static final int GETRANDOM = of(318, 278);
  static final int BPF = of(321, 280);
  static final int COPY_FILE_RANGE = of(326, 285);
  static final int STATX = of(332, 291);
  static final int PIDFD_SEND_SIGNAL = 424;
  static final int OPEN_TREE = 428;
  static final int MOVE_MOUNT = 429;
  static final int FSOPEN = 430;
  static final int FSCONFIG = 431;
  static final int FSMOUNT = 432;
  static final int PIDFD_OPEN = 434;
  static final int OPENAT2 = 437;
  static final int MOUNT_SETATTR = 442;

  private CallNumber() {}

  private static int of(int x86, int arm) {
    return X86_64 ? x86 : arm;
  }
}
