/// The frame of every page.
struct DocumentShell: Sendable {
    var title: String
    var header: HTML = ""
    var main: HTML
    /// Whether the page's script is wanted.
    var isLive = false

    var html: HTML {
        let script: HTML = isLive ? "<script src=\"/assets/dashboard.js\" defer></script>" : ""
        return """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>\(title)</title>\
            <meta name="viewport" content="width=device-width, initial-scale=1">\
            <meta name="color-scheme" content="light dark">\
            <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">\
            <link rel="stylesheet" href="/assets/dashboard.css">\(script)</head><body>\
            <a class="skip" href="#main">Skip to the content</a>\(header)\(main)</body></html>
            """
    }
}

/// A page that says one thing.
struct MessagePage: Sendable {
    var title: String
    var text: String

    var html: HTML {
        DocumentShell(
            title: title,
            main: """
                <main id="main" class="small"><h1>\(title)</h1><p>\(text)</p>\
                <p><a href="/dashboard">To the dashboard</a></p></main>
                """
        ).html
    }
}

/// Where administrators sign in.
struct SignInPage: Sendable {
    var message: String?

    var html: HTML {
        let message: HTML = message.map { "<p class=\"message\" role=\"alert\">\($0)</p>" } ?? ""
        return DocumentShell(
            title: "Sign in to the monitor",
            main: """
                <main id="main" class="small"><h1>Database monitor</h1>\(message)\
                <form method="post" action="/sign-in">\
                <label>E-mail <input name="email" type="email" autocomplete="username" autofocus></label>\
                <label>Password <input name="password" type="password" autocomplete="current-password" required></label>\
                <p class="note">With the server's admin token: leave the e-mail empty.</p>\
                <button>Sign in</button></form></main>
                """
        ).html
    }
}
