extension Connection {
    /// What was done to the session so far is its original state: it is not what a borrower left.
    package func acceptSessionState() { core.withSession { $0.stateChanged = false } }
}
