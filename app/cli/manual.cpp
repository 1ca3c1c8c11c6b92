#include "app/cli/manual.h"

#include "app/cli/commandline.h"

#include <QString>

#include <sstream>

namespace larder {

namespace {

struct Told {
    const char *name;
    const char *meaning;
};

constexpr Told exits[] = {
    {"0", "Done; fresh."},
    {"1", "Failed for another reason than these."},
    {"2", "The command line is wrong."},
    {"3", "Not fresh, changed at the source, or not proven the same."},
    {"4", "No such dataset, snapshot or file, here or at the source."},
    {"5", "The source wants a sign-in, or denies access."},
    {"6", "The source cannot be reached."},
    {"7", "Another process holds what is needed."},
    {"8", "A disk is full."},
    {"130", "Stopped by the user."},
};

constexpr Told variables[] = {
    {"LARDER_HOME", "One directory for everything of Larder's, for trying things out."},
    {"LARDER_AS_OF", "As --as-of."},
    {"XDG_DATA_HOME, XDG_CACHE_HOME, XDG_CONFIG_HOME",
     "Where data, store and settings lie without LARDER_HOME."},
    {"TZ", "The time zone in which times are shown."},
    {"AWS_PROFILE, AWS_ACCESS_KEY_ID, …",
     "Who signs in to S3, as for the aws command, where a binding names no profile. Larder keeps no secret: "
     "it "
     "reads the provider's own places each time."},
    {"GOOGLE_APPLICATION_CREDENTIALS, CLOUDSDK_CONFIG, GOOGLE_CLOUD_QUOTA_PROJECT",
     "Who signs in to Google Cloud Storage, and who is charged where the asker pays, as for gcloud."},
    {"AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_ACCOUNT, AZURE_CLIENT_ID, …",
     "Who signs in to Azure Blob Storage, as for the az command: the account's key or signature, or an "
     "application of Entra ID."},
    {"RCLONE_CONFIG, RCLONE_CONFIG_PASS, RCLONE_PASSWORD_COMMAND",
     "Where rclone keeps its remotes, and what opens its configuration, as for rclone."},
    {"SSH_AUTH_SOCK", "The agent whose keys sign in to sftp: addresses, as for ssh."},
    {"LARDER_HTTP_CONNECT_SECONDS", "How long a web server may take to accept a connection."},
    {"LARDER_HTTP_STALL_SECONDS", "How long a transfer may stand still."},
    {"LARDER_HTTP_ATTEMPTS", "How often a request is tried."},
    {"LARDER_HTTP_BACKOFF_MS", "The wait before the second try; each further one waits longer."},
    {"LARDER_HTTP_PARALLEL", "How many requests go to one server at once."},
};

constexpr Told files[] = {
    {"~/.local/share/larder",
     "Customers, bindings, records, and each dataset's current.json, which readers in any language may "
     "read."},
    {"~/.cache/larder", "The store: the bytes. `larder config store=DIRECTORY` moves it."},
    {"~/.config/larder", "The settings."},
    {"The desktop keyring",
     "What `larder credentials` keeps, as items of the service larder: by Secret Service (GNOME Keyring, "
     "KeePassXC) or KWallet."},
    {"~/.aws/config, ~/.aws/credentials",
     "Profiles for S3: static keys, credential_process, roles, single sign-on."},
    {"~/.azure", "The subscriptions of the az command, for Azure Blob Storage."},
    {"~/.config/gcloud",
     "Sign-ins for Google Cloud Storage: application-default credentials, and gcloud's configurations."},
    {"~/.config/rclone/rclone.conf", "The remotes of rclone: addresses."},
    {"~/.ssh", "Keys, known_hosts and configuration for sftp: addresses."},
};

/// As running text: nothing in it is a request, and quotes and hyphens stay what they are.
std::string escaped(std::string_view utf8)
{
    std::string roff;
    for (const char32_t c : QString::fromUtf8(utf8).toUcs4()) {
        if (c == U'\\')
            roff += "\\e";
        else if (c == U'-')
            roff += "\\-";
        else if (c == U'\'')
            roff += "\\(aq";
        else if (c == U'`')
            roff += "\\(ga";
        else if (c == U'^')
            roff += "\\(ha";
        else if (c == U'~')
            roff += "\\(ti";
        else if (c < 0x80)
            roff += static_cast<char>(c);
        else
            roff += "\\[u" + QString::number(c, 16).toUpper().rightJustified(4, u'0').toStdString() + "]";
    }
    return roff.starts_with('.') ? "\\&" + roff : roff;
}

std::string bold(std::string_view text)
{
    return "\\fB" + escaped(text) + "\\fR";
}

std::string italic(std::string_view text)
{
    return "\\fI" + escaped(text) + "\\fR";
}

void write(std::ostream &page, std::span<const Told> table)
{
    for (const Told &row : table)
        page << ".TP\n" << bold(row.name) << "\n" << escaped(row.meaning) << "\n";
}

/// "-q, --quiet", "--as-of TIME", "NAME ..."
std::string headOf(const CLI::Option &option)
{
    if (option.get_positional())
        return italic(option.get_name(true)) + (option.get_items_expected_max() > 1 ? " ..." : "");
    std::string head;
    for (const std::string &name : option.get_snames())
        head += (head.empty() ? "" : ", ") + bold("-" + name);
    for (const std::string &name : option.get_lnames())
        head += (head.empty() ? "" : ", ") + bold("--" + name);
    if (option.get_items_expected_max() > 0)
        head += " " + italic(option.get_type_name());
    return head;
}

void writeOption(std::ostream &page, const CLI::Option &option)
{
    page << ".TP\n" << headOf(option) << "\n" << escaped(option.get_description()) << "\n";
}

std::string synopsisOf(const CLI::App &command)
{
    std::string line = bold("larder " + command.get_name()) + " [" + italic("OPTIONS") + "]";
    for (const CLI::Option *option : command.get_options()) {
        if (!option->get_positional())
            continue;
        const std::string name =
            italic(option->get_name(true)) + (option->get_items_expected_max() > 1 ? "..." : "");
        line += option->get_required() ? " " + name : " [" + name + "]";
    }
    return line;
}

/// What stands under a command's help: headings, "  key  meaning" and examples.
void writeFooter(std::ostream &page, const std::string &footer)
{
    std::istringstream lines(footer);
    bool isExample = false;
    const auto endExamples = [&] {
        if (std::exchange(isExample, false))
            page << ".EE\n.RE\n";
    };
    for (std::string line; std::getline(lines, line);) {
        const size_t start = line.find_first_not_of(' ');
        if (start == std::string::npos)
            continue;
        const std::string words = line.substr(start);
        const size_t gap = words.find("  ");
        if (words.starts_with("larder ")) {
            if (!std::exchange(isExample, true))
                page << ".RS\n.EX\n";
            page << escaped(words) << "\n";
            continue;
        }
        endExamples();
        if (start > 0 && gap != std::string::npos)
            page << ".TP\n" << bold(words.substr(0, gap)) << "\n" << escaped(words.substr(gap + 2)) << "\n";
        else
            page << ".PP\n" << escaped(words) << "\n";
    }
    endExamples();
}

void writeCommand(std::ostream &page, const CLI::App &command)
{
    page << ".SS " << bold(command.get_name()) << "\n"
         << synopsisOf(command) << "\n.PP\n"
         << escaped(command.get_description()) << ".\n";
    for (const bool isPositional : {true, false}) {
        for (const CLI::Option *option : command.get_options()) {
            if (option->get_positional() == isPositional && option->get_group() != optionsGroup)
                writeOption(page, *option);
        }
    }
    writeFooter(page, command.get_footer());
}

} // namespace

std::string manualPage()
{
    GlobalOptions options;
    CLI::App app("", "larder");
    const auto actions = declareCommandLine(app, options);

    std::ostringstream page;
    page << ".\\\" Made from the table of commands; see app/cli/manual.cpp.\n"
         << ".TH LARDER 1 \"" LARDER_VERSION_DATE "\" \"Larder " LARDER_VERSION "\" \"User Commands\"\n"
         << ".SH NAME\nlarder \\- keep the local copy of customers\\(aq data fresh, whole and explainable\n"
         << ".SH SYNOPSIS\n.B larder\n.I COMMAND\n.RI [ OPTIONS ]\n"
         << ".SH DESCRIPTION\n"
         << "Customers export files once a day to a web server, a share or a bucket, and sometimes upload a "
            "corrected\n"
         << "file again the same day. Larder knows where each dataset comes from, asks the source cheaply "
            "whether\n"
         << "anything changed, fetches only what changed into an immutable snapshot, switches atomically, "
            "keeps the\n"
         << "older ones, and tells every reader the one current path. It never hands out old data silently.\n"
         << ".SH OPTIONS\nThese stand with every command.\n";
    for (const CLI::Option *option : app.get_options())
        writeOption(page, *option);
    page << ".SH COMMANDS\n";
    for (const Command &command : commands())
        writeCommand(page, *app.get_subcommand(command.name));
    page << ".SH EXIT STATUS\n";
    write(page, exits);
    page << ".SH ENVIRONMENT\n";
    write(page, variables);
    page << ".SH FILES\n";
    write(page, files);
    page << ".SH SEE ALSO\n.BR larder\\-desktop (1)\n";
    return page.str();
}

} // namespace larder
