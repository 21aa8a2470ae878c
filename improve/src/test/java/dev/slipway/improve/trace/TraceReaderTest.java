package dev.slipway.improve.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceReaderTest {
  @TempDir Path folder;

  private Accesses read(long program, String trace) throws IOException {
    return TraceReader.read(Files.writeString(folder.resolve("trace"), trace), program);
  }

  @Test
  void whatTheRuntimeDidBeforeTheProgramBeganIsNotTheProgrammes() throws IOException {
    Accesses seen =
        read(
            7,
            """
            7 openat(AT_FDCWD</>, "/proc/self/attr", O_RDONLY) = 3</proc/self/attr>
            7 execve("/app/svc", ["./svc"], 0xc0 /* 3 vars */) = 0
            7 openat(AT_FDCWD</app>, "config.json", O_RDONLY|O_CLOEXEC) = 3</app/config.json>
            8 openat(AT_FDCWD</app>, "absent", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)
            """);

    assertThat(seen.opened()).containsExactly("/app/config.json");
    assertThat(seen.failed()).containsEntry("/app/absent", "ENOENT");
    assertThat(seen.written()).isEmpty();
  }

  @Test
  void aToolchainThatMakesTheProgramAtTheStartIsNotTheProgram() throws IOException {
    String trace =
        """
        1 execve("/usr/bin/go", ["go", "run", "."], 0xc0 /* 9 vars */) = 0
        1 openat(AT_FDCWD</app>, "go.mod", O_RDONLY) = 3</app/go.mod>
        2 openat(AT_FDCWD</app>, "go.sum", O_RDONLY) = 4</app/go.sum>
        9 execve("/tmp/go-build7/b001/exe/main", ["main"], 0xc0 /* 9 vars */ <unfinished ...>
        2 openat(AT_FDCWD</app>, "cache", O_RDONLY) = 4</app/cache>
        9 <... execve resumed>) = 0
        9 openat(AT_FDCWD</app>, "page.html", O_RDONLY) = 3</app/page.html>
        10 execve("/bin/date", ["date"], 0xc0 /* 9 vars */) = 0
        2 openat(AT_FDCWD</app>, "late", O_RDONLY) = 4</app/late>
        """;

    Accesses seen = read(9, trace);

    assertThat(seen.opened()).containsExactly("/app/page.html");
    assertThat(seen.started()).containsExactly("/bin/date");
  }

  @Test
  void aCallThatOthersInterruptIsReadWhole() throws IOException {
    Accesses seen =
        read(
            7,
            """
            7 execve("/svc", ["/svc"], 0x1) = 0
            7 openat(AT_FDCWD</>, "/a \\"b\\" \\303\\244", O_RDONLY <unfinished ...>
            8 connect(5<socket:[1]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.1")}, 16) = 0
            7 <... openat resumed>)   = 3</a>
            """);

    assertThat(seen.opened()).containsExactly("/a \"b\" ä");
    assertThat(seen.asksNames()).isTrue();
  }

  @Test
  void whatIsWrittenOrCannotBeIsTold() throws IOException {
    Accesses seen =
        read(
            7,
            """
            7 execve("/svc", ["/svc"], 0x1) = 0
            7 openat(AT_FDCWD</data>, "log", O_WRONLY|O_CREAT|O_APPEND|O_CLOEXEC, 0644) = 3</data/log>
            7 mkdirat(AT_FDCWD</data>, "/var/spool/x", 0755) = -1 EACCES (Permission denied)
            """);

    assertThat(seen.written()).containsExactly("/data/log");
    assertThat(seen.failedWrites()).containsEntry("/var/spool/x", "EACCES");
  }

  @Test
  void aProgramThatHasEndedIsTheFirstProcess() throws IOException {
    Accesses seen =
        read(
            0,
            """
            7 execve("/svc", ["/svc"], 0x1) = 0
            7 openat(AT_FDCWD</>, "/etc/app.conf", O_RDONLY) = 3</etc/app.conf>
            7 +++ exited with 0 +++
            """);

    assertThat(seen.opened()).containsExactly("/etc/app.conf");
  }
}
