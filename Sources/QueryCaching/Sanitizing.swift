#if SANITIZE_THREAD
    import Postgres

    /// See there.
    typealias Mutex<Value: ~Copyable> = SanitizedMutex<Value>
#endif
