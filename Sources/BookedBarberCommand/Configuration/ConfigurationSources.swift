import Configuration
import Synchronization

/// swift-configuration's reader over options, environment and file, which also tells who gave the answer.
struct ConfigurationSources: Sendable {
    private let reader: ConfigReader
    private let answers = AnswerRecorder()
    private let file: ConfigurationFile?

    private static let optionsName = "options"
    private static let fileName = "file"

    init(
        file: ConfigurationFile?, environment: [String: String], options: [String: String], keys: [ConfigurationKey]
    ) {
        self.file = file
        let variables = Dictionary(
            keys.map { (AbsoluteConfigKey($0.components), AbsoluteConfigKey([$0.variable])) },
            uniquingKeysWith: { first, _ in first })
        let environment = EnvironmentVariablesProvider(
            environmentVariables: environment.filter { !$0.value.isEmpty },
            secretsSpecifier: .specific(Set(keys.filter(\.isSecret).map(\.variable))))
        let texts = file?.entries.mapValues(\.text) ?? [:]
        reader = ConfigReader(
            providers: [
                Self.provider(Self.optionsName, options, keys),
                KeyMappingProvider(upstream: environment) { variables[$0] ?? $0 },
                Self.provider(Self.fileName, texts, keys),
            ], accessReporter: answers)
    }

    /// The text that wins, and where it was found; nil when no source has one.
    func value(of key: ConfigurationKey) -> (text: String, origin: ConfigurationOrigin)? {
        guard let text = reader.string(forKey: ConfigKey(key.components), isSecret: key.isSecret),
            let answer = answers.provider(of: key.components)
        else { return nil }
        switch answer {
        case Self.name(Self.optionsName): return (text, .commandLine(flag: key.flag ?? key.path))
        case Self.name(Self.fileName):
            let line = file?.entries[key.path]?.line ?? 1
            return (text, .file(path: file?.path ?? "", line: line))
        default: return (text, .environment(variable: key.variable))
        }
    }

    private static func provider(
        _ name: String, _ texts: [String: String], _ keys: [ConfigurationKey]
    ) -> InMemoryProvider {
        let values = keys.compactMap { key in
            texts[key.path].map {
                (AbsoluteConfigKey(key.components), ConfigValue(.string($0), isSecret: key.isSecret))
            }
        }
        return InMemoryProvider(name: name, values: Dictionary(values, uniquingKeysWith: { first, _ in first }))
    }

    private static func name(_ name: String) -> String { "InMemoryProvider[\(name)]" }
}

extension ConfigurationKey {
    fileprivate var components: [String] { path.split(separator: ".").map(String.init) }
}

/// Remembers which provider answered for which key.
private final class AnswerRecorder: AccessReporter {
    private let providers = Mutex<[[String]: String]>([:])

    func report(_ event: AccessEvent) {
        let answer = event.providerResults.first { (try? $0.result.get().value) != nil }
        providers.withLock { $0[event.metadata.key.components] = answer?.providerName }
    }

    func provider(of components: [String]) -> String? {
        providers.withLock { $0[components] }
    }
}
