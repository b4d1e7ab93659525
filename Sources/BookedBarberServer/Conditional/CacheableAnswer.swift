import BookedBarber
import HTTPTypes
import NIOCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Makes answers whose `ETag` says which states of cached values they are made from.
///
/// A state that is still current is recognized without asking the database, and its answer needn't be encoded again:
/// equal tags mean equal bytes.
struct CacheableAnswer: Sendable {
    let operation: Operation

    func make<Body: Codable & Sendable>(
        _ call: Call, _ read: () async throws -> Reply<Body>
    ) async throws -> Answer {
        let witness = ReadWitness()
        let reply = try await witness.observe(read)
        guard let tag = tag(call, witness) else { return try Answer(reply, operation.success) }
        var fields = reply.fields
        fields[.eTag] = tag.description
        if call.has(tag) { return Answer(status: .notModified, fields: fields, body: ByteBuffer()) }
        fields[.contentType] = "application/json"
        let body = try call.answers.body(of: tag) { try JSONBody.encode(reply.body) }
        return Answer(status: operation.success, fields: fields, body: body)
    }

    private func tag(_ call: Call, _ witness: ReadWitness) -> EntityTag? {
        guard let states = witness.validators else { return nil }
        var digest = EntityTagDigest()
        digest.add(operation.id)
        for (name, value) in call.path.sorted(by: { $0.key < $1.key }) {
            digest.add(name)
            digest.add(value)
        }
        for (name, values) in call.query.sorted {
            digest.add(name)
            digest.add(UInt64(values.count))
            for value in values { digest.add(value) }
        }
        digest.add(call.user.map { "\($0.id)" } ?? "")
        if operation.isTimely { digest.add(UInt64(max(0, call.now.roundedUpToMinute.timeIntervalSince1970))) }
        digest.add(states)
        return digest.tag
    }
}
