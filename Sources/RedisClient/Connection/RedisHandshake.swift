import NIOCore

/// What is said on a new connection before any caller's command: the protocol, who we are, and the set-up. It goes out
/// at once; the replies are looked at in order.
struct RedisHandshake {
    private enum Part {
        case hello, select, info
        case setup
    }

    private let parts: [(part: Part, command: RedisCommand)]
    private let address: RedisAddress
    private let reconnects: Int
    private var answered = 0
    private var hello: RESPValue?
    private var runID: String?

    init(_ configuration: RedisConfiguration, reconnects: Int) {
        address = configuration.address
        self.reconnects = reconnects
        var hello: [any RedisArgument] = ["3"]
        if let password = configuration.password {
            hello += ["AUTH", configuration.user ?? "default", password]
        }
        if let name = configuration.clientName { hello += ["SETNAME", name] }
        var parts = [(part: Part.hello, command: RedisCommand("HELLO", arguments: hello))]
        if configuration.database != 0 {
            parts.append((.select, RedisCommand("SELECT", configuration.database)))
        }
        parts.append((.info, RedisCommand("INFO", "server")))
        parts += configuration.setup.map { (.setup, $0) }
        self.parts = parts
    }

    var bytes: ByteBuffer {
        var buffer = ByteBuffer()
        for (_, command) in parts { command.write(to: &buffer) }
        return buffer
    }

    /// - Returns: the server, with the last reply.
    mutating func receive(_ reply: RESPValue) throws(RedisError) -> RedisServerInfo? {
        guard answered < parts.count else {
            throw RedisError(.unexpectedReply, "Redis at \(address) answered more than it was asked.")
        }
        let (part, command) = parts[answered]
        answered += 1
        if case .error(let error) = reply {
            // Who may not ask for the server's state can still use it.
            guard part == .info else { throw refusal(part, command, error) }
        } else if part == .hello {
            hello = reply
        } else if part == .info {
            runID = reply.string.flatMap(Self.runID(in:))
        }
        guard answered == parts.count else { return nil }
        return try server()
    }

    private func server() throws(RedisError) -> RedisServerInfo {
        guard let hello, let version = hello["version"]?.string, hello["proto"]?.integer == 3 else {
            throw RedisError(.unsupportedServer, "What answers at \(address) does not speak RESP3 as Redis does.")
        }
        return RedisServerInfo(
            runID: runID, version: version,
            role: hello["role"]?.string.flatMap(RedisServerInfo.Role.init(rawValue:)) ?? .unknown,
            mode: hello["mode"]?.string ?? "standalone", connectionID: hello["id"]?.integer ?? 0,
            reconnects: reconnects)
    }

    private static func runID(in info: String) -> String? {
        info.split(whereSeparator: \.isNewline).first { $0.hasPrefix("run_id:") }.map { String($0.dropFirst(7)) }
    }

    private func refusal(_ part: Part, _ command: RedisCommand, _ error: RedisServerError) -> RedisError {
        switch (part, error.prefix) {
        case (.hello, .wrongPassword), (.hello, .noAuthentication):
            RedisError(
                .connectFailed,
                "Redis at \(address) does not let this client in: \(error.prefix). Check the user and the password.",
                server: error)
        case (.hello, _) where error.prefix == "NOPROTO" || error.message.hasPrefix("unknown"):
            RedisError(
                .unsupportedServer,
                "What answers at \(address) does not know HELLO 3: this client needs Redis 6 or later.", server: error)
        default:
            RedisError(
                .connectFailed, "Redis at \(address) refused \(command.name) while a connection was set up: \(error)",
                server: error)
        }
    }
}
