"""The commands, as typer has them: arguments in, exit code out."""

from __future__ import annotations

from typing import Annotated

import typer
from typer.core import TyperGroup

from docgen import __version__
from docgen.cli import options, streams, verbs
from docgen.cli.caller import Caller
from docgen.cli.inputs import STDIN
from docgen.cli.misuse import MisuseError
from docgen.cli.result import exit_code
from docgen.diagnostics.finding import Language


class Commands(TyperGroup):
    """A path where a command is expected stands for `render`: dropping a file needs no verb."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override] # the class is vendored
        first = 2 if args[:1] == ["--lang"] else int(args[:1] != [] and args[0].startswith("--lang="))
        if args[first:] and args[first] not in {*self.commands, "--help", "--version"}:
            args = [*args[:first], "render", *args[first:]]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="把标准工作簿变成可以付印的公文。docgen 年报.xlsx 就会在旁边写出 年报.docx。",
)


def caller(ctx: typer.Context) -> Caller:
    """Who asked, as handed down to every command."""
    who: Caller = ctx.obj
    return who


def _version(value: bool) -> None:
    if value:
        raise typer.Exit(streams.out(f"docgen {__version__}\n"))


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本")
    ] = False,
    lang: Annotated[Language | None, typer.Option("--lang", help="消息的语言，写在哪里都行")] = None,
) -> None:
    if ctx.invoked_subcommand is None:
        raise MisuseError("没有给出工作簿", "no path given")


@app.command(help="工作簿 → 旁边的 .docx")
def render(
    ctx: typer.Context,
    paths: options.Paths,
    output: options.Output = None,
    report: options.Report = None,
    template: options.Template = None,
    as_data: options.Json = False,
    result: options.ResultFile = None,
    strict: options.Strict = False,
    recursive: options.Recursive = False,
    pdf: options.Pdf = False,
    numbering: options.Numbers = options.Numbering.WORD,
    annotate: options.Annotate = False,
    draft: options.Draft = False,
    against: options.Against = None,
    jobs: options.Jobs = None,
    timeout: options.Timeout = None,
    request: options.Request = None,
) -> None:
    asked = verbs.Asked(
        paths,
        report=report,
        as_data=as_data,
        result=result,
        strict=strict,
        recursive=recursive,
        annotate=annotate,
        against=against,
        output=output,
        template=template,
        pdf=pdf,
        typed=numbering is options.Numbering.TEXT,
        draft=draft,
        jobs=jobs,
        timeout=timeout,
    )
    raise typer.Exit(verbs.render(asked, caller(ctx)))


@app.command(help="只检查，不写文档")
def check(
    ctx: typer.Context,
    paths: options.Paths,
    report: options.Report = None,
    as_data: options.Json = False,
    result: options.ResultFile = None,
    strict: options.Strict = False,
    recursive: options.Recursive = False,
    annotate: options.Annotate = False,
    against: options.Against = None,
    fix: options.Fix = False,
    jobs: options.Jobs = None,
    timeout: options.Timeout = None,
    request: options.Request = None,
) -> None:
    asked = verbs.Asked(
        paths,
        report=report,
        as_data=as_data,
        result=result,
        strict=strict,
        recursive=recursive,
        annotate=annotate,
        against=against,
        fix=fix,
        jobs=jobs,
        timeout=timeout,
    )
    raise typer.Exit(verbs.check(asked, caller(ctx)))


@app.command(help="桌面图标用的：生成文档并打开，有错就打开批注过的工作簿；程序请用 render")
def drop(ctx: typer.Context, paths: options.Dropped = None) -> None:
    from docgen.cli.drop import drop as answer

    raise typer.Exit(exit_code(answer(paths or [], caller(ctx).language)))


@app.command(help="空白的标准工作簿；--carry-over 带上去年已经定了的，--data 填好数据")
def workbook(
    ctx: typer.Context,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="报表类型")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="写到哪里")],
    data: options.Data = None,
    last: options.Last = None,
    force: options.Force = False,
    as_data: options.Json = False,
) -> None:
    from docgen.cli import author

    verbs.not_both(output, as_data=as_data)
    entry = author.workbook(report, data, last, output, force=force)
    paths = [entry.output] if entry.output and entry.output != STDIN else []
    raise typer.Exit(caller(ctx).report([entry], as_data=as_data, paths=paths))


@app.command(help="工作簿里的报表，作为数据（JSON）写到标准输出")
def data(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="工作簿；- 表示标准输入")],
    report: options.Report = None,
) -> None:
    from docgen.cli import author

    entry, text = author.data(file, report)
    raise typer.Exit(caller(ctx).data(entry, text))


@app.command(help="各单位的工作簿 → 一个汇总的工作簿；--own 给出封面、文字和本级的数")
def rollup(
    ctx: typer.Context,
    paths: options.Paths,
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT.xlsx", help="写到哪里")],
    own: options.Own = None,
    report: options.Report = None,
    as_data: options.Json = False,
    result: options.ResultFile = None,
    strict: options.Strict = False,
    recursive: options.Recursive = False,
    force: options.Force = False,
) -> None:
    from docgen.cli.rollup import Asked
    from docgen.cli.rollup import rollup as summed

    asked = Asked(
        paths,
        output,
        own=own,
        report=report,
        as_data=as_data,
        result=result,
        strict=strict,
        recursive=recursive,
        force=force,
    )
    raise typer.Exit(summed(asked, caller(ctx)))


@app.command(help="印出的文档是不是还和工作簿说的一样：不一样的数和文字一一列出")
def verify(
    ctx: typer.Context,
    document: options.Printed,
    workbook: options.Workbook,
    report: options.Report = None,
    as_data: options.Json = False,
    result: options.ResultFile = None,
    strict: options.Strict = False,
) -> None:
    from docgen.cli.verify import verified

    entry = verified(document, workbook, report, result, strict=strict)
    raise typer.Exit(caller(ctx).report([entry], as_data=as_data, result=result))


@app.command(help="官方版式的模板，标签齐全，可在 Word 里修改")
def template(
    ctx: typer.Context,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="报表类型")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE.docx", help="写到哪里")],
    force: options.Force = False,
    as_data: options.Json = False,
) -> None:
    from docgen.cli import author

    verbs.not_both(output, as_data=as_data)
    entry = author.template(report, output, force=force)
    paths = [entry.output] if entry.output and entry.output != STDIN else []
    raise typer.Exit(caller(ctx).report([entry], as_data=as_data, paths=paths))


@app.command(help="列出报表类型；指明一种时核对它的定义、模板和工作簿")
def reports(
    ctx: typer.Context,
    report: Annotated[str | None, typer.Argument(metavar="REPORT", help="报表类型")] = None,
    as_data: options.Json = False,
) -> None:
    from docgen.cli import author

    if report is None:
        entries = author.types()
        paths = [entry.report or entry.input for entry in entries]
        raise typer.Exit(caller(ctx).report(entries, as_data=as_data, paths=paths))
    entry = author.reconciled(report)
    raise typer.Exit(caller(ctx).report([entry], as_data=as_data, paths=author.listed(entry)))


@app.command(
    help="一个进程答许多请求：标准输入一行一个 JSON，标准输出一行一个答案；写法见 docs/integrators.md"
)
def worker(
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", min=1, max=256, help="几个请求同时做；不写就是核心数")
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, max=86400, help="一个请求最多几秒")
    ] = 60,
    memory: Annotated[
        int, typer.Option("--memory", metavar="MIB", min=256, help="一个请求最多用多少 MiB 内存")
    ] = 2048,
) -> None:
    from docgen.cli.crew import cores
    from docgen.cli.worker import Bounds, serve

    raise typer.Exit(serve(Bounds(jobs or cores(), timeout, memory << 20)))


@app.command(help="这台电脑有什么、缺什么：版本、字体、LibreOffice、缓存、报表类型")
def doctor(ctx: typer.Context, as_data: options.Json = False) -> None:
    from docgen.cli.doctor import doctor as examined

    raise typer.Exit(examined(caller(ctx).language, as_data=as_data))


@app.command(help="把“生成公文”放到桌面和文件管理器的右键菜单里")
def install(ctx: typer.Context) -> None:
    from docgen.cli import launcher

    raise typer.Exit(launcher.install(caller(ctx).language))


@app.command(help="把 docgen install 放的全部拿走，别的不动")
def uninstall(ctx: typer.Context) -> None:
    from docgen.cli import launcher

    raise typer.Exit(launcher.uninstall(caller(ctx).language))


@app.command(help="一个代码是什么意思，为什么要紧，怎么改；不写代码就列出全部")
def explain(
    ctx: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="检查结果里方括号中的代码")] = None,
) -> None:
    from docgen.cli.explain import explained, listed

    language = caller(ctx).language
    raise typer.Exit(streams.out(explained(code, language) if code else listed(language)))
