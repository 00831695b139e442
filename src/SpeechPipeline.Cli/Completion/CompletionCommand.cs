using System.CommandLine;

namespace SpeechPipeline.Cli.Completion;

/// <summary><c>speech completion SHELL</c>: prints a script that completes commands and options in a shell.</summary>
static class CompletionCommand
{
    static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _speech() { local IFS=$'\n'; COMPREPLY=($(compgen -W "$(speech "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}")); }
            complete -o default -F _speech speech
            """,
        ["zsh"] = """
            _speech() { local -a found=("${(@f)$(speech "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}"); compadd -- $found || _files; }
            compdef _speech speech
            """,
        ["fish"] = """
            complete -c speech -a '(speech "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName speech -ScriptBlock { param($word, $line, $at) speech "[suggest:$at]" "$line" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) } }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnly([.. Scripts.Keys]);
        var command = new Command("completion", "Prints a script that completes commands and options: source <(speech completion bash).") { shell };
        command.SetAction(parsed =>
        {
            Console.WriteLine(Scripts[parsed.GetRequiredValue(shell)]);
            return ExitCodes.Success;
        });
        return command;
    }
}
