import Foundation
import TestServers
import Testing

extension EndToEnd {
    @Suite("A name server hangs", .enabled(if: SilentNameServer.canBeHad, "it takes unshare, ip and python3"))
    struct NameServerTests {
        @Test("looking a name up is part of the time that connecting may take")
        func aNameServerThatHangsIsNoReasonToWaitLongerThanTheConnectTimeout() async throws {
            try await TestServers.withFolder("name-server") { folder in
                let environment = [
                    "DATABASE_URL": "postgres://somebody@db.example.org/x?connect_timeout=1",
                    "BOOKEDBARBER_STATE": folder + "/state",
                ]

                let text = try SilentNameServer.run(
                    [BuiltProgram.path, "migrate", "--status"], in: folder, environment: environment)

                // The system's own resolver gives up after ten seconds at the earliest, and says something else.
                #expect(
                    text.contains("Connecting took longer than 1.0 s (while resolving the server's name)"), "\(text)")
            }
        }
    }
}

/// A network of its own in which a name server takes questions and answers none.
enum SilentNameServer {
    private static let script = """
        set -e
        printf 'nameserver 127.0.0.53\noptions timeout:5 attempts:2\n' > "$1/resolv.conf"
        mount --bind "$1/resolv.conf" /etc/resolv.conf
        ip link set lo up
        python3 -c 'import socket, time
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind(("127.0.0.53", 53))
        time.sleep(60)' &
        server=$!
        trap 'kill $server' EXIT
        until grep -q ":0035 " /proc/net/udp; do kill -0 $server; sleep 0.05; done
        shift
        "$@"
        """

    private static var namespace: [String] {
        (geteuid() == 0 ? [] : ["--user", "--map-root-user"]) + ["--mount", "--net"]
    }

    static let canBeHad: Bool = {
        let probe = Process()
        probe.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        probe.arguments = ["unshare"] + namespace + ["sh", "-c", "ip link set lo up && python3 -c 'import socket'"]
        probe.standardOutput = FileHandle.nullDevice
        probe.standardError = FileHandle.nullDevice
        guard (try? probe.run()) != nil else { return false }
        probe.waitUntilExit()
        return probe.terminationStatus == 0
    }()

    /// - Returns: what the program wrote, to either output.
    static func run(_ program: [String], in folder: String, environment: [String: String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["unshare"] + namespace + ["bash", "-c", script, "bash", folder] + program
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }
}
