/// One value that isn't acceptable, and where it stands: an element of a problem's `errors`.
struct Violation: Sendable, Hashable {
    enum Place: Sendable, Hashable {
        /// In the body, as the fragment of a JSON pointer (RFC 6901): `#/starts_at`.
        case body([String])
        /// A parameter of the query.
        case query(String)
        /// A header field.
        case header(String)
    }

    let place: Place
    /// A sentence that says what would be acceptable. It may be shown to a person.
    let detail: String

    init(_ place: Place, _ detail: String) {
        self.place = place
        self.detail = detail
    }

    var json: JSONValue {
        switch place {
        case .body(let path): ["detail": .string(detail), "pointer": .string(Self.pointer(path))]
        case .query(let name): ["detail": .string(detail), "parameter": .string(name)]
        case .header(let name): ["detail": .string(detail), "header": .string(name)]
        }
    }

    static func pointer(_ path: [String]) -> String {
        path.reduce(into: "#") { pointer, token in
            pointer += "/"
            for character in token.unicodeScalars {
                switch character {
                case "~": pointer += "~0"
                case "/": pointer += "~1"
                default: pointer.unicodeScalars.append(character)
                }
            }
        }
    }
}
