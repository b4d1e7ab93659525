extension MetricsHistory {
    /// For the drill of a full disk: every write fails from now on, with SQLite's own error for that.
    package func restrictPages() throws(HistoryError) {
        try change { store throws(SQLiteError) in try store.restrictPages() }
    }

    /// Ends what ``restrictPages()`` began.
    package func liftRestriction() throws(HistoryError) {
        try change { store throws(SQLiteError) in try store.liftRestriction() }
    }

    private func change(_ body: (HistoryStore) throws(SQLiteError) -> Void) throws(HistoryError) {
        openOnce()
        guard let store else {
            throw HistoryError(.unavailable, failure ?? "\(file.path) is closed. Open the history anew.")
        }
        do {
            try body(store)
        } catch {
            throw HistoryError(.unavailable, "\(file.path): \(error)")
        }
    }
}
