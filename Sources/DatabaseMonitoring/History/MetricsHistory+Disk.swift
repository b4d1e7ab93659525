import Synchronization

extension MetricsHistory {
    /// Before a first read.
    func openOnce() { if !hasBeenOpened { open() } }

    /// Tries to write all that is in memory.
    func flush() {
        noticeRemoval()
        open()
        do {
            do {
                try writePending()
            } catch let error as SQLiteError where error.isDamage {
                try beginAnew("\(error)")
                try writePending()
            }
            if store != nil { published.withLock { $0.failure = nil } }
        } catch {
            fail(error)
        }
        measure()
    }

    /// - Returns: nil when the disk doesn't answer.
    func read<Value>(_ body: (HistoryStore) throws -> Value) -> Value? {
        openOnce()
        do {
            return try answer(body)
        } catch {
            fail(error)
            if (error as? SQLiteError)?.isDamage == true { flush() }
            return nil
        }
    }

    /// Holds the store no longer than it takes: a file has to be closed before the next is opened.
    private func answer<Value>(_ body: (HistoryStore) throws -> Value) throws -> Value? { try store.map(body) }

    /// SQLite would go on writing to a file that has no name any more.
    private func noticeRemoval() {
        guard store != nil, file.identity != identity else { return }
        store = nil
        published.withLock { $0.note("\(file.path) was removed or replaced while it was open.") }
    }

    private func writePending() throws {
        guard let store else { return }
        if !documents.isEmpty {
            try store.write(documents.changes)
            documents.removeAll()
        }
        // Not all at once: what there is space for gets there.
        while !samples.samples.isEmpty {
            let some = samples.samples.prefix(60)
            let dropped = try store.write(some, names: samples.names)
            samples.removeFirst(some.count)
            published.withLock { $0.droppedValues += dropped }
        }
    }

    /// A file that is damaged, or none of ours, makes place for a new one.
    func openOrBeginAnew() throws {
        do {
            try openStore()
        } catch let damage as HistoryDamage {
            try beginAnew(damage.reason)
        } catch let error as SQLiteError where error.isDamage || error.isUnexpected {
            try beginAnew("\(error)")
        }
    }

    private func beginAnew(_ reason: String) throws {
        store = nil
        try file.moveAside()
        published.withLock {
            $0.note("\(file.path) can't be used (\(reason)). It is now \(file.path).damaged, and a new one is begun.")
        }
        try openStore()
    }

    private func openStore() throws {
        store = try HistoryStore(file, configuration: configuration)
        identity = file.identity
    }

    func fail(_ error: any Error) {
        let failure = HistoryFailure(error, path: file.path)
        if !failure.keepsFile { store = nil }
        published.withLock { $0.failure = failure.description }
    }

    func measure() {
        let bytes = file.bytes
        published.withLock {
            $0.fileBytes = bytes
            $0.samplesInMemory = samples.samples.count
            let taken = samples.takeLosses()
            $0.lostSamples += taken.lost
            $0.droppedValues += taken.dropped
        }
    }
}
