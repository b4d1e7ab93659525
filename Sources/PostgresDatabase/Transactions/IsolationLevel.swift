/// What a transaction sees of others that run at the same time. See chapter 13.2 of PostgreSQL's documentation.
public enum IsolationLevel: String, Sendable, CaseIterable {
    /// Each statement sees what was committed before it began.
    case readCommitted = "READ COMMITTED"
    /// All statements see what was committed before the first one. Updates of rows that others have changed since fail
    /// with `40001`: use `retries`.
    case repeatableRead = "REPEATABLE READ"
    /// As if transactions ran one after the other. Those for which that can't be had fail with `40001`: use `retries`.
    case serializable = "SERIALIZABLE"
}
