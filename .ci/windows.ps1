# What offices have and runners have not, provoked on purpose: long folders with Vietnamese
# letters, files that Excel holds, code pages, two runs at once. NEVER RUN so far.
param([Parameter(Mandatory)] [string] $Program, [Parameter(Mandatory)] [string] $Expected)
$ErrorActionPreference = 'Stop'
$Program = (Resolve-Path $Program).Path
$Expected = (Resolve-Path $Expected).Path
$source = (Get-Location).Path

function Check([bool] $holds, [string] $what) {
    if (-not $holds) { throw "FAILED: $what" }
    Write-Output "ok: $what"
}

function Run([string[]] $arguments) {
    $stderr = New-TemporaryFile
    $stdout = New-TemporaryFile
    $done = Start-Process -FilePath $Program -ArgumentList $arguments -Wait -PassThru -NoNewWindow `
        -RedirectStandardOutput $stdout -RedirectStandardError $stderr
    @{ code = $done.ExitCode
       out = [IO.File]::ReadAllText($stdout) + [IO.File]::ReadAllText($stderr) }
}

function Digests([string] $folder) {
    Get-ChildItem $folder -File | Where-Object { $_.Name -notlike '.*' } | Sort-Object Name |
        ForEach-Object { "$($_.Name) $((Get-FileHash $_.FullName).Hash)" }
}

# The program itself.
$dumpbin = Get-ChildItem 'C:\Program Files*\Microsoft Visual Studio' -Recurse -Filter dumpbin.exe |
    Select-Object -First 1
$needs = & $dumpbin.FullName /dependents $Program | Out-String
Check ($needs -notmatch 'VCRUNTIME|MSVCP|api-ms-win-crt') 'no C runtime is needed'
$headers = & $dumpbin.FullName /headers $Program | Out-String
Check ($headers -match '800000 size of stack reserve') 'eight MiB of stack'
Check ((Get-Item $Program).Length -lt 60MB) 'under 60 MB'

# A project as deep as an office may have it, with the fonts of the program.
$project = 'D:\' + (('Sở Giáo dục và Đào tạo\Phòng Giáo dục thường xuyên\' * 5) + 'xhht')
[IO.Directory]::CreateDirectory("\\?\$project\plan") | Out-Null
robocopy "$source\inbox" "$project\inbox" /E /NFL /NDL /NJH /NJS | Out-Null
$office = [IO.File]::ReadAllText("$source\plan\office.toml")
$office = $office.Replace('families = ["Times New Roman", "Tinos"]', 'families = ["Tinos"]')
[IO.File]::WriteAllText("\\?\$project\plan\office.toml", $office)
foreach ($year in 2024, 2025) {
    $run = Run @('report', "$year", '--project', "`"$project`"")
    Check ($run.code -eq 1) "report ${year}: $($run.out)"
    $same = Compare-Object (Digests "$Expected\$year") (Digests "\\?\$project\out\$year")
    Check ($null -eq $same) "the outputs of $year are those of Linux"
}

# A short project for the rest, with Times New Roman of the system.
$desk = 'D:\xhht-thử'
New-Item -ItemType Directory -Force $desk | Out-Null
robocopy "$source\inbox" "$desk\inbox" /E /NFL /NDL /NJH /NJS | Out-Null
Check ((Run @('report', '2024', '--project', $desk)).code -eq 1) 'report in the font of the system'
$lint = Run @('lint-pdf', "$desk\out\2024\bao-cao-bo.pdf")
Check ($lint.code -eq 0) "keeps to Decree 30: $($lint.out)"

# Held as Excel holds it: named, and nothing has changed.
$before = Digests "$desk\out\2024"
Remove-Item "$desk\inbox\2024\H. Ba Be_bao cao XHHT nam 2024.xlsx"
$held = [IO.File]::Open("$desk\out\2024\so-lieu.xlsx", 'Open', 'ReadWrite', 'Read')
$run = Run @('report', '2024', '--project', $desk)
Check ($run.code -eq 2 -and $run.out -match 'so-lieu.xlsx') "the open file is named: $($run.out)"
Check ($null -eq (Compare-Object $before (Digests "$desk\out\2024"))) 'the former outputs stand'
$held.Close()
Check ((Run @('report', '2024', '--project', $desk)).code -eq 1) 'closed, the run succeeds'

# Somebody stands in the folder, or reads a note there.
Push-Location "$desk\out\2024"
Set-Content 'ghi chú.txt' 'x'
$note = [IO.File]::Open("$desk\out\2024\ghi chú.txt", 'Open', 'ReadWrite', 'None')
Check ((Run @('report', '2024', '--project', $desk)).code -eq 1) 'a note open there is no hindrance'
$note.Close()
Pop-Location

# Odd things in the inbox stop nothing.
cmd /c mklink /J "$desk\inbox\2024\noi khac" "$desk\out" | Out-Null
$locked = "$desk\inbox\2024\dang mo.xlsx"
Copy-Item (Get-ChildItem "$desk\inbox\2024\*.xlsx" | Select-Object -First 1) $locked
$lock = [IO.File]::Open($locked, 'Open', 'ReadWrite', 'None')
$run = Run @('check', '2024', '--project', $desk)
Check ($run.code -eq 1 -and $run.out -match 'dang mo.xlsx') 'a locked workbook is named'
$lock.Close()
Remove-Item $locked
cmd /c rmdir "$desk\inbox\2024\noi khac" | Out-Null

# Code pages of old consoles; PATH with nothing of ours.
foreach ($page in 1258, 437) {
    chcp $page | Out-Null
    Check ((Run @('check', '2024', '--project', $desk)).code -eq 1) "code page $page"
}
$path = $env:PATH
$env:PATH = 'C:\Windows\System32'
Check ((Run @('check', '2024', '--project', $desk)).code -eq 1) 'nothing but the system on PATH'
$env:PATH = $path

# Two at once, and one killed: whole at the next start.
$two = 1..2 | ForEach-Object {
    Start-Process $Program -ArgumentList 'report', '2024', '--project', $desk -PassThru -WindowStyle Hidden
}
$two | ForEach-Object { $_.WaitForExit(); Check ($_.ExitCode -eq 1) 'two runs at once' }
foreach ($after in 300, 700, 1100) {
    $one = Start-Process $Program -ArgumentList 'report', '2024', '--project', $desk -PassThru -WindowStyle Hidden
    Start-Sleep -Milliseconds $after
    if (-not $one.HasExited) { $one.Kill(); $one.WaitForExit() }
    Check ((Run @('verify', '2024', '--project', $desk)).code -eq 0) "killed after $after ms, whole"
}
