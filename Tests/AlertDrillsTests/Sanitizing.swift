#if SANITIZE_THREAD
    import SanitizedLocks

    /// See there.
    typealias Mutex<Value: ~Copyable> = SanitizedMutex<Value>
#endif
