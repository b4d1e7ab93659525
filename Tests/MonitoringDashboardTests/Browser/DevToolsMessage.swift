/// A reply or an event of the DevTools protocol, as far as tests look at it.
struct DevToolsMessage: Decodable, Sendable {
    struct Failure: Decodable, Sendable {
        var message: String
    }

    struct Result: Decodable, Sendable {
        var targetId: String?
        var sessionId: String?
        var result: Value?
        var exceptionDetails: Exception?
        /// A screenshot in base 64.
        var data: String?
    }

    struct Parameters: Decodable, Sendable {
        var type: String?
        var args: [Value]?
        var exceptionDetails: Exception?
        var entry: Entry?
        var request: Request?
    }

    struct Value: Decodable, Sendable {
        var text: String?
        var description: String?

        private enum Key: String, CodingKey {
            case value, description
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            text = try? container.decode(String.self, forKey: .value)
            description = try? container.decode(String.self, forKey: .description)
        }
    }

    struct Exception: Decodable, Sendable {
        var text: String
        var exception: Value?
    }

    struct Entry: Decodable, Sendable {
        var level: String
        var text: String
        var url: String?
    }

    struct Request: Decodable, Sendable {
        var url: String
    }

    var id: Int?
    var method: String?
    var sessionId: String?
    var params: Parameters?
    var result: Result?
    var error: Failure?

    /// An error or a warning that a page has written, or an exception.
    var complaint: String? {
        switch method {
        case "Runtime.consoleAPICalled" where ["error", "warning", "assert"].contains(params?.type):
            "console: \(params?.args?.compactMap { $0.text ?? $0.description }.joined(separator: " ") ?? "")"
        case "Runtime.exceptionThrown":
            "exception: \(params?.exceptionDetails?.exception?.description ?? params?.exceptionDetails?.text ?? "")"
        case "Log.entryAdded" where ["error", "warning"].contains(params?.entry?.level):
            "log: \(params?.entry?.text ?? "") \(params?.entry?.url ?? "")"
        default: nil
        }
    }
}
