import Foundation
import Yams

/// A file of rules for Prometheus.
public struct RuleFile: Decodable, Sendable {
    public struct Group: Decodable, Sendable {
        public let name: String
        public let rules: [Rule]
    }

    public struct Rule: Decodable, Sendable {
        public let record: String?
        public let alert: String?
        public let expr: String
        public let `for`: String?
        public let keepFiringFor: String?
        public let labels: [String: String]?
        public let annotations: [String: String]?

        enum CodingKeys: String, CodingKey {
            case record, alert, expr, `for`, labels, annotations
            case keepFiringFor = "keep_firing_for"
        }
    }

    public let groups: [Group]

    public var rules: [Rule] { groups.flatMap(\.rules) }

    /// - Parameter path: within the package.
    public init(_ path: String) throws {
        let text = try String(contentsOfFile: "\(Repository.root)/\(path)", encoding: .utf8)
        self = try YAMLDecoder().decode(RuleFile.self, from: text)
    }

    public static func recording() throws -> RuleFile { try RuleFile("deploy/prometheus/recording-rules.yaml") }
    public static func alerts() throws -> RuleFile { try RuleFile("deploy/prometheus/alert-rules.yaml") }
}
