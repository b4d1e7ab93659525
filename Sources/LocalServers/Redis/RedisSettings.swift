/// The configuration file of a private Redis.
struct RedisSettings: Sendable {
    var port: Int
    var socketPath: String
    var password: String
    var directory: String
    var processFile: String
    var maxMemoryBytes: Int
    var further: [String: String] = [:]

    var fileText: String {
        """
        bind 127.0.0.1
        port \(port)
        unixsocket \(Self.quoted(socketPath))
        unixsocketperm 700
        requirepass \(password)
        dir \(Self.quoted(directory))
        pidfile \(Self.quoted(processFile))
        daemonize no
        supervised no
        logfile ""
        save ""
        appendonly no
        maxmemory \(maxMemoryBytes)
        maxmemory-policy allkeys-lru

        """
            + further.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()
    }

    /// The port in a configuration file; nil when there is none.
    static func port(in text: String) -> Int? {
        text.split(separator: "\n").first { $0.hasPrefix("port ") }.flatMap { Int($0.dropFirst("port ".count)) }
    }

    static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
