import Foundation

/// A dashboard for Grafana, as far as tests look at it.
public struct DashboardFile: Decodable, Sendable {
    public struct Panel: Decodable, Sendable {
        public let id: Int
        public let type: String
        public let title: String
        public let description: String?
        public let gridPos: Place
        public let targets: [Target]?
        public let fieldConfig: FieldConfig?

        public var isRow: Bool { type == "row" }
        public var unit: String? { fieldConfig?.defaults.unit }
    }

    public struct Place: Decodable, Sendable, Hashable {
        public let x, y, w, h: Int

        public func overlaps(_ other: Place) -> Bool {
            x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h
        }
    }

    public struct Target: Decodable, Sendable {
        public let expr: String
        public let legendFormat: String
        public let refId: String
        public let datasource: Source
    }

    public struct Source: Decodable, Sendable {
        public let uid: String
    }

    public struct FieldConfig: Decodable, Sendable {
        public struct Defaults: Decodable, Sendable {
            public let unit: String?
        }

        public let defaults: Defaults
    }

    public struct Variables: Decodable, Sendable {
        public struct Variable: Decodable, Sendable {
            public let name: String
            public let definition: String?
        }

        public let list: [Variable]
    }

    public struct Annotations: Decodable, Sendable {
        public struct Annotation: Decodable, Sendable {
            public let expr: String
        }

        public let list: [Annotation]
    }

    public let uid: String
    public let title: String
    public let description: String
    public let panels: [Panel]
    public let templating: Variables
    public let annotations: Annotations

    /// All there are, by path.
    public static func all() throws -> [(path: String, dashboard: DashboardFile)] {
        try Repository.files(under: "deploy/grafana", ending: ".json").map { path in
            let data = try Data(contentsOf: URL(filePath: path))
            return (path, try JSONDecoder().decode(DashboardFile.self, from: data))
        }
    }

    public var expressions: [String] {
        panels.flatMap { $0.targets ?? [] }.map(\.expr) + annotations.list.map(\.expr)
    }

    /// The metric of `label_values(metric, label)`, by which a variable finds its values.
    public var variableMetrics: [String] {
        templating.list.compactMap(\.definition).compactMap { PromQLExpression($0).selectors.first?.metric }
    }
}
