import Yams

/// A YAML file taken apart into its scalars, each with the line that it stands on.
///
/// swift-configuration's own YAML provider keeps neither lines nor the list of keys, without which a misspelt key
/// couldn't be refused; the scalars found here are handed to it as values instead.
struct ConfigurationFile: Sendable {
    struct Entry: Sendable, Equatable {
        let text: String
        let line: Int
    }

    let path: String
    /// By full path. A key without a value (`pool_size:`) isn't here: it's as if it weren't written.
    private(set) var entries: [String: Entry] = [:]
    /// Unknown keys, lists or sections where a value belongs, values where a section belongs.
    private(set) var problems: [ConfigurationProblem] = []

    private let index: ConfigurationKeyIndex

    /// - Parameters:
    ///   - path: only for messages.
    ///   - index: the keys that may be there.
    /// - Throws: ``ConfigurationProblem`` when the text isn't YAML or isn't a mapping.
    init(yaml: String, path: String, index: ConfigurationKeyIndex = .all) throws(ConfigurationProblem) {
        self.path = path
        self.index = index
        guard let root = try Self.root(of: yaml, path: path) else { return }
        guard case .mapping(let mapping) = root else {
            throw .unreadable(path, line: root.mark?.line ?? 1, "the file must hold keys and values (\"key: value\")")
        }
        read(mapping, under: "")
    }

    /// nil for a file that holds nothing but comments.
    private static func root(of yaml: String, path: String) throws(ConfigurationProblem) -> Node? {
        do {
            return try Yams.compose(yaml: yaml).flatMap { isEmpty($0) ? nil : $0 }
        } catch let error as YamlError {
            throw problem(error, path: path)
        } catch {
            throw .unreadable(path, line: 1, "this isn't YAML")
        }
    }

    private static func problem(_ error: YamlError, path: String) -> ConfigurationProblem {
        switch error {
        case .scanner(_, let reason, let mark, _), .parser(_, let reason, let mark, _),
            .composer(_, let reason, let mark, _):
            .unreadable(path, line: mark.line, "this isn't YAML: \(reason)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            .unreadable(path, line: context.mark.line, "\(duplicates.joined(separator: ", ")) is written twice")
        default:
            .unreadable(path, line: 1, "this isn't YAML that can be read as UTF-8")
        }
    }

    private static func isEmpty(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return ["", "~", "null"].contains(scalar.string.lowercased())
    }

    private mutating func read(_ mapping: Node.Mapping, under section: String) {
        for (key, value) in mapping {
            let line = key.mark?.line ?? value.mark?.line ?? 1
            guard case .scalar(let name) = key else {
                report(line, "a key must be a plain word")
                continue
            }
            let full = section.isEmpty ? name.string : "\(section).\(name.string)"
            if let known = index.keys[full] {
                read(value, of: known, line: line)
            } else if index.isSection(full) {
                readSection(value, at: full, line: line)
            } else {
                report(line, index.unknown(name.string, in: section))
            }
        }
    }

    private mutating func read(_ value: Node, of key: ConfigurationKey, line: Int) {
        switch value {
        case .scalar(let scalar):
            if !Self.isEmpty(value) { entries[key.path] = Entry(text: scalar.string, line: line) }
        case .mapping: report(line, "\(key.path) has keys of its own, and must be \(key.allowed)")
        case .sequence, .alias: report(line, "\(key.path) is a list, and must be \(key.allowed)")
        }
    }

    private mutating func readSection(_ value: Node, at path: String, line: Int) {
        if case .mapping(let mapping) = value {
            read(mapping, under: path)
        } else if !Self.isEmpty(value) {
            let names = index.names[path] ?? []
            report(line, "\(path) must have keys of its own: \(names.joined(separator: ", "))")
        }
    }

    private mutating func report(_ line: Int, _ message: String) {
        problems.append(.unreadable(path, line: line, message))
    }
}
