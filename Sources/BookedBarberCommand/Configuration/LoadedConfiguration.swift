import Configuration

/// A configuration that has been checked, with the place that each of its values came from.
struct LoadedConfiguration: Sendable {
    let configuration: BookedBarberConfiguration
    /// By path; what isn't here is a default.
    let origins: [String: ConfigurationOrigin]

    func origin(of key: ConfigurationKey) -> ConfigurationOrigin { origins[key.path] ?? .builtIn }

    /// Puts the three sources together: options win over the environment, the environment over the file.
    ///
    /// - Parameters:
    ///   - file: nil when there's none.
    ///   - environment: an empty variable counts as not set, as shells and compose files write it.
    ///   - options: by path, for those keys that have a ``ConfigurationKey/flag``.
    /// - Throws: ``ConfigurationError`` with every mistake in all three.
    static func resolve(
        file: ConfigurationFile?, environment: [String: String], options: [String: String] = [:],
        keys: [ConfigurationKey] = ConfigurationKey.all
    ) throws(ConfigurationError) -> LoadedConfiguration {
        let sources = ConfigurationSources(file: file, environment: environment, options: options, keys: keys)
        var configuration = BookedBarberConfiguration()
        var origins: [String: ConfigurationOrigin] = [:]
        var problems = file?.problems ?? []
        for key in keys {
            guard let (text, origin) = sources.value(of: key) else { continue }
            origins[key.path] = origin
            if !key.apply(text.trimmingBlanks(), &configuration) {
                problems.append(.notAllowed(key, text: text, at: origin))
            }
        }
        if problems.isEmpty { problems = configuration.contradictions(origins) }
        guard problems.isEmpty else { throw ConfigurationError(problems: problems.sortedByPlace()) }
        return LoadedConfiguration(configuration: configuration, origins: origins)
    }
}

extension BookedBarberConfiguration {
    /// Values that are allowed each by itself, and impossible together.
    fileprivate func contradictions(_ origins: [String: ConfigurationOrigin]) -> [ConfigurationProblem] {
        let (least, most) = (database.postgresql.minWALSize, database.postgresql.maxWALSize)
        guard least > most else { return [] }
        let path = "database_config.postgresql_config.min_wal_size"
        let origin = origins[path] ?? origins["database_config.postgresql_config.max_wal_size"] ?? .builtIn
        return [
            ConfigurationProblem(
                origin: origin, message: "\(path) is \(least), and must not be above max_wal_size (\(most))")
        ]
    }
}

extension [ConfigurationProblem] {
    /// By file and line, so that a person can go through the file from top to bottom.
    fileprivate func sortedByPlace() -> Self {
        func place(_ problem: ConfigurationProblem) -> (Int, Int, String) {
            guard case .file(_, let line) = problem.origin else { return (1, 0, problem.description) }
            return (0, line, problem.description)
        }
        return sorted { place($0) < place($1) }
    }
}

extension String {
    fileprivate func trimmingBlanks() -> String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop(while: \.isWhitespace))
    }
}
