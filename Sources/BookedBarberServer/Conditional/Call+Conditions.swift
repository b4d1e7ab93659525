import HTTPTypes

extension Call {
    /// The version that the caller wants to change, from `If-Match`.
    ///
    /// - Parameter current: reads the version there is now. It is asked only where the field leaves a choice (`*`, or
    ///   several tags); one tag is handed on as it is, and the write itself finds out whether it still holds.
    /// - Throws: 428 without the field, 400 for a malformed one, 412 when it can't match.
    func expectedVersion(current: () async throws -> Int) async throws -> Int {
        let lines = fields[values: .ifMatch]
        guard !lines.isEmpty else {
            throw Problem(.preconditionRequired, "Send the ETag that you read as If-Match.")
        }
        guard let condition = EntityTagCondition(lines) else {
            throw Problem(
                .invalidField, errors: [Violation(.header("If-Match"), "must be * or a list of quoted entity tags")])
        }
        if case .tags(let tags) = condition, tags.count == 1, !tags[0].isWeak, let version = Int(tags[0].value) {
            return version
        }
        let version = try await current()
        guard condition.matchesStrongly(EntityTag(version: version)) else {
            throw Problem(.preconditionFailed, fields: [.eTag: EntityTag(version: version).description])
        }
        return version
    }

    /// Whether the caller has this version already. A malformed `If-None-Match` is ignored.
    func has(_ tag: EntityTag) -> Bool {
        let lines = fields[values: .ifNoneMatch]
        guard !lines.isEmpty, let condition = EntityTagCondition(lines) else { return false }
        return condition.matchesWeakly(tag)
    }
}
