extension DatabaseMonitor {
    /// For the drill of a full disk: the history can't be written from now on, as on one.
    ///
    /// - Throws: ``HistoryError`` when there is no history that could be written.
    package func restrictHistory() async throws(HistoryError) { try await parts.history.restrictPages() }

    /// Ends what ``restrictHistory()`` began.
    ///
    /// - Throws: ``HistoryError``.
    package func liftHistoryRestriction() async throws(HistoryError) { try await parts.history.liftRestriction() }
}
