extension Problem {
    /// A body that is JSON but not what the route takes. The schema finds nearly everything before (with all mistakes
    /// at once); what is left is a value that a type refuses for itself.
    init(_ error: DecodingError) {
        let (path, detail): ([any CodingKey], String) =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                (context.codingPath, context.debugDescription)
            case .keyNotFound(let key, let context):
                (context.codingPath + [key], "is required")
            @unknown default:
                ([], "is not acceptable")
            }
        if case .dataCorrupted = error, path.isEmpty {
            self.init(.malformedJSON, errors: [Violation(.body([]), "must be one JSON value in UTF-8")])
            return
        }
        let tokens = path.map { key in key.intValue.map(String.init) ?? key.stringValue }
        self.init(.invalidValue, errors: [Violation(.body(tokens), detail)])
    }
}
