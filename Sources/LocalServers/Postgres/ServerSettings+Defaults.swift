extension ServerSettings {
    /// What the program decides, so that it can reach and stop the server.
    static let reserved: Set<String> = [
        "config_file", "data_directory", "external_pid_file", "hba_file", "ident_file", "include", "include_dir",
        "include_if_exists", "lc_messages", "listen_addresses", "log_destination", "logging_collector", "port",
        "unix_socket_directories",
        "unix_socket_group", "unix_socket_permissions",
    ]

    static func checked(_ name: String, _ value: String) throws(LocalServerError) -> String {
        guard !reserved.contains(name) else {
            throw LocalServerError(
                .invalidConfiguration,
                "The server setting \(name) can't be chosen for a private PostgreSQL: the program sets it by itself.")
        }
        let allowed = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        }
        guard !name.isEmpty, allowed else {
            throw LocalServerError(
                .invalidConfiguration,
                "\"\(name)\" is not the name of a server setting: lower-case letters, digits, _ and . only.")
        }
        guard !value.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\\") }) else {
            throw LocalServerError(
                .invalidConfiguration, "The server setting \(name) has a control character or backslash in its value.")
        }
        return value
    }

    /// Sensible for a database that shares the machine with the program that uses it.
    static func defaults(for machine: Machine) -> [String: String] {
        let memory = machine.memoryBytes
        func amount(_ bytes: Int, atLeast floor: Int, atMost ceiling: Int) -> String {
            MemorySetting(bytes: min(max(bytes, floor), ceiling)).wholeMegabytes.text
        }
        var values = [
            // A pool of 70, a monitor, administration, and room for a second program.
            "max_connections": "150",
            "shared_buffers": amount(memory / 4, atLeast: 16 << 20, atMost: 2 << 30),
            "effective_cache_size": amount(memory / 2, atLeast: 16 << 20, atMost: 64 << 30),
            "work_mem": amount(memory / 1024, atLeast: 1 << 20, atMost: 16 << 20),
            "maintenance_work_mem": amount(memory / 16, atLeast: 16 << 20, atMost: 512 << 20),
            "checkpoint_timeout": "15min",
            "checkpoint_completion_target": "0.9",
            "min_wal_size": "256MB",
            "max_wal_size": "2GB",
            "wal_compression": "on",
            // Solid-state storage: a random page costs little more than the next one.
            "random_page_cost": "1.1",
            "max_parallel_workers": String(machine.cores),
            "max_parallel_workers_per_gather": String(min(2, machine.cores / 2)),
            // Compiling a plan costs more than it saves in short transactions.
            "jit": "off",
            "track_io_timing": "on",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_line_prefix": "%m [%p] %q%u@%d %a ",
            "log_lock_waits": "on",
            "log_min_duration_statement": "1s",
            // Bound values may be personal data or secrets.
            "log_parameter_max_length": "0",
            "log_parameter_max_length_on_error": "0",
            "password_encryption": "scram-sha-256",
        ]
        #if os(Linux)
            // A query whose client is gone ends within seconds. Other systems can't see that while it runs.
            values["client_connection_check_interval"] = "5s"
            values["effective_io_concurrency"] = "64"
        #endif
        return values
    }

    /// Faster, and lost when the machine goes down; of what was committed last, some even when the server is killed.
    static let forThrowawayData = [
        "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal",
        "max_wal_senders": "0", "min_wal_size": "80MB", "autovacuum_naptime": "1min",
    ]
}
