"""Small lists of people in each layout, made by hand."""

from __future__ import annotations

import io
import zipfile

from tilth.people.domain import rosters
from tilth.people.domain.rosters.values import Roster

OWN = """name,email,role,subject,starts_on,ends_on,class,id
Ada Okafor,ada@hollins.example,headteacher,,2020-09-01,,,S1
Ben Reed,Ben@Hollins.example,Teacher,Maths,1/9/2021,,7A; 8B,S2
Dot Lamb,,pupil,,,,7A,P1
"""

SDS = {
    "School.csv": "SIS ID,Name,School Number\nA,Hollins,100\nB,Rowan,200\n",
    "Section.csv": "SIS ID,School SIS ID,Section Name\nc1,A,Maths\nc2,B,Maths\n",
    "Student.csv": "SIS ID,School SIS ID,First Name,Last Name,Username,Birthdate\np1,A,Dot,Lamb,dlamb,4/2/2010\n",
    "Teacher.csv": "SIS ID,School SIS ID,First Name,Last Name,Username,Password\n"
    "t1,A,Ben,Reed,breed,secret\nt2,B,Eve,Stone,estone,secret\n",
    "StudentEnrollment.csv": "Section SIS ID,SIS ID\nc1,p1\n",
    "TeacherRoster.csv": "Section SIS ID,SIS ID\nc1,t1\nc2,t2\n",
}

SDS_2 = {
    "orgs.csv": "sourcedId,name,type\nD,District,district\nA,Hollins,school\n",
    "users.csv": "sourcedId,username,givenName,familyName\nt1,ben@hollins.example,Ben,Reed\np1,dot,Dot,Lamb\n",
    "roles.csv": "userSourcedId,orgSourcedId,role\nt1,A,teacher\np1,A,student\nt1,D,staff\n",
    "classes.csv": "sourcedId,orgSourcedId,title\nc1,A,Maths\n",
    "enrollments.csv": "classSourcedId,userSourcedId,role\nc1,t1,teacher\nc1,p1,student\n",
}

ONEROSTER = {
    "manifest.csv": "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,bulk\n",
    "orgs.csv": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
    "A,active,,Hollins,school,100,\nB,active,,Rowan,school,200,\n",
    "users.csv": "sourcedId,status,enabledUser,orgSourcedIds,role,username,givenName,familyName,email,phone\n"
    't1,active,true,"A,B",teacher,breed,Ben,Reed,ben@hollins.example,0123\n'
    "p1,active,true,A,student,dlamb,Dot,Lamb,,\n"
    "t9,tobedeleted,true,A,teacher,gone,Gone,Away,gone@hollins.example,\n",
    "classes.csv": "sourcedId,status,title,classCode,schoolSourcedId\nc1,active,Maths,M1,A\nc2,active,Maths,M2,A\n",
    "enrollments.csv": "sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role\n"
    "e1,active,c1,A,p1,student\ne2,active,c1,A,t1,teacher\n",
    "demographics.csv": "sourcedId,birthDate,sex\np1,2010-02-04,female\n",
}

ONEROSTER_12 = {
    "manifest.csv": "propertyName,value\noneroster.version,1.2\n",
    "orgs.csv": ONEROSTER["orgs.csv"],
    "users.csv": "sourcedId,status,enabledUser,username,givenName,familyName,email\n"
    "h1,active,true,aoka,Ada,Okafor,ada@hollins.example\n",
    "roles.csv": "sourcedId,status,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
    "r1,active,h1,primary,principal,2020-09-01,,A\nr2,active,h1,secondary,teacher,2021-09-01,,B\n",
}


def zipped(files: dict[str, str | bytes], folder: str = "", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The files as a zip, in a folder of it if one is named."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as bundle:
        for name, content in files.items():
            bundle.writestr(folder + name, content)
    return packed.getvalue()


def read(content: str | bytes | dict[str, str], mail_domain: str = "") -> Roster:
    """A list as it would be read from an upload."""
    packed = zipped(dict(content)) if isinstance(content, dict) else content
    sent = packed.encode() if isinstance(packed, str) else packed
    return rosters.read(rosters.open_bytes("list", sent), mail_domain)
