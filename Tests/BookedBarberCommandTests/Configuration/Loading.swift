import Testing

@testable import BookedBarberCommand

/// Resolves a file's text and an environment, as the program does at its start.
func load(
    _ yaml: String? = nil, environment: [String: String] = [:], options: [String: String] = [:]
) throws -> LoadedConfiguration {
    let file = try yaml.map { try ConfigurationFile(yaml: $0, path: "config.yaml") }
    return try LoadedConfiguration.resolve(file: file, environment: environment, options: options)
}

/// The messages with which the same is refused.
func problems(
    _ yaml: String? = nil, environment: [String: String] = [:], options: [String: String] = [:]
) -> [String] {
    do {
        _ = try load(yaml, environment: environment, options: options)
        return []
    } catch let error as ConfigurationError {
        return error.problems.map(\.description)
    } catch let problem as ConfigurationProblem {
        return [problem.description]
    } catch {
        return ["unexpected: \(error)"]
    }
}

/// A file that sets one key.
func yaml(_ path: String, _ text: String) -> String {
    let names = path.split(separator: ".")
    return names.enumerated().map { depth, name in
        String(repeating: "  ", count: depth) + name + (depth == names.count - 1 ? ": \(text)" : ":")
    }.joined(separator: "\n")
}

func key(_ path: String) throws -> ConfigurationKey {
    try #require(ConfigurationKeyIndex.all.keys[path])
}
