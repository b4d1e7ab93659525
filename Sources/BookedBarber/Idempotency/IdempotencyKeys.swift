public import Foundation
import Postgres
public import PostgresDatabase
public import QueryCaching

/// The table `idempotency_keys`: a repeated write is done once and answered again.
///
/// Work and answer are committed in one transaction, so that a program which dies in between leaves either both or
/// neither. A claim whose program died is taken over by the next attempt once it has run out.
public struct IdempotencyKeys: Sendable {
    /// How long an answer is kept.
    public static let lifetime: TimeInterval = 24 * 3600
    /// How long one attempt may take before another may take over. Longer than any request lives.
    public static let claimLifetime: TimeInterval = 60

    private let database: Database
    private let cached: CachedDatabase

    public init(database: Database, cache: QueryCache? = nil) {
        self.database = database
        cached = CachedDatabase(database: database, cache: cache)
    }

    /// Does `work` unless it was done before under this key.
    ///
    /// - Parameter work: runs in a transaction that is committed together with its answer. When it throws, everything
    ///   is rolled back, the key is free again, and the error goes on to the caller.
    /// - Returns: the answer, and whether it is one from before.
    /// - Throws: ``DomainError`` with `idempotencyInFlight`, `idempotencyMismatch`; what `work` throws.
    public func once(
        _ key: IdempotencyKey, at now: Date,
        _ work: @escaping @Sendable (ChangingTransaction) async throws -> StoredResponse
    ) async throws -> (response: StoredResponse, isReplay: Bool) {
        switch try await claim(key, at: now) {
        case .answered(let response): return (response, true)
        case .claimed(let number):
            do {
                let response = try await cached.changing { transaction in
                    let response = try await work(transaction)
                    try await finish(key, number, response, in: transaction)
                    return response
                }
                return (response, false)
            } catch {
                await release(key, number)
                throw error
            }
        }
    }

    private enum Claim {
        case claimed(Int64)
        case answered(StoredResponse)
    }

    private func claim(_ key: IdempotencyKey, at now: Date) async throws -> Claim {
        // The row that stood in the way may be gone when it is looked at.
        for _ in 0..<3 {
            let rows = try await database.write(Self.claiming(key, at: now))
            if let row = rows.first { return try .claimed(row.decode(at: 0)) }
            if let answer = try await answer(key) { return .answered(answer) }
        }
        throw Self.inFlight
    }

    /// Returns a row when the key is new, has expired, or was claimed by an attempt that ran out of time.
    private static func claiming(_ key: IdempotencyKey, at now: Date) -> Query {
        .named(
            "claim idempotency key",
            """
            INSERT INTO idempotency_keys AS k (scope, key, fingerprint, claim, claimed_until, created_at, expires_at)
            VALUES (
                \(key.scope), \(key.key), \(key.fingerprint), nextval('idempotency_claim_seq'),
                \(now.addingTimeInterval(claimLifetime)), \(now), \(now.addingTimeInterval(lifetime))
            )
            ON CONFLICT (scope, key) DO UPDATE
            SET fingerprint = EXCLUDED.fingerprint,
                claim = EXCLUDED.claim,
                claimed_until = EXCLUDED.claimed_until,
                response_status = NULL,
                response_type = NULL,
                response_body = NULL,
                created_at = EXCLUDED.created_at,
                expires_at = EXCLUDED.expires_at
            WHERE k.expires_at <= EXCLUDED.created_at
               OR (
                   k.response_status IS NULL
                   AND k.claimed_until <= EXCLUDED.created_at
                   AND k.fingerprint = EXCLUDED.fingerprint
               )
            RETURNING k.claim
            """)
    }

    /// The stored answer; `nil` when the key is gone.
    private func answer(_ key: IdempotencyKey) async throws -> StoredResponse? {
        // A write's connection: a reader may lag behind the claim that was just refused.
        let rows = try await database.write(
            "get idempotency key",
            """
            SELECT k.fingerprint, k.response_status, k.response_type, k.response_body
            FROM idempotency_keys k
            WHERE k.scope = \(key.scope)
              AND k.key = \(key.key)
            """)
        guard let row = rows.first else { return nil }
        let (fingerprint, status, type, body) = try row.decode(Data.self, Int?.self, String?.self, Data?.self)
        guard fingerprint == key.fingerprint else {
            throw DomainError(
                .idempotencyMismatch, "This idempotency key was used for a different request; use a new one.",
                field: "Idempotency-Key")
        }
        guard let status, let type, let body else { throw Self.inFlight }
        return StoredResponse(status: status, contentType: type, body: [UInt8](body))
    }

    private func finish(
        _ key: IdempotencyKey, _ number: Int64, _ response: StoredResponse, in transaction: ChangingTransaction
    ) async throws {
        let rows = try await transaction.query(
            "finish idempotency key",
            """
            UPDATE idempotency_keys
            SET response_status = \(response.status),
                response_type = \(response.contentType),
                response_body = \(Data(response.body))
            WHERE scope = \(key.scope)
              AND key = \(key.key)
              AND claim = \(number)
              AND response_status IS NULL
            """)
        // Another attempt has taken over: its work counts, ours is rolled back.
        guard rows.affectedRows == 1 else { throw Self.inFlight }
    }

    /// Frees the key for another attempt. Where the commit's outcome is unknown, the answer that was written with the
    /// work tells: this waits for it, and leaves it if it is there.
    private func release(_ key: IdempotencyKey, _ number: Int64) async {
        // A task of its own, because a cancelled one could not write. If it fails, the claim runs out by itself.
        _ = await Task {
            try await database.write(
                "release idempotency key",
                """
                DELETE FROM idempotency_keys
                WHERE scope = \(key.scope)
                  AND key = \(key.key)
                  AND claim = \(number)
                  AND response_status IS NULL
                """)
        }.result
    }

    private static var inFlight: DomainError {
        DomainError(
            .idempotencyInFlight, "A request with this idempotency key is still being worked on; try again shortly.",
            field: "Idempotency-Key")
    }
}
