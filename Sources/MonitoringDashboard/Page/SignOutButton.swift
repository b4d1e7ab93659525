/// Ends the session of who has signed in. There is nothing to end for the others.
struct SignOutButton: Sendable {
    var isShown: Bool

    var html: HTML {
        isShown ? "<form method=\"post\" action=\"/sign-out\"><button>Sign out</button></form>" : ""
    }
}
